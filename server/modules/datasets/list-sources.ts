import { ListSourcesInput, type SourceList } from "@/server/contracts/datasets";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { readSource } from "./read-source";

/** Enough to recognise a conversation by. */
const SHOWN_CHARS = 1_000;

const shown = (text: string): string =>
  text.length > SHOWN_CHARS ? `${text.slice(0, SHOWN_CHARS).trimEnd()}…` : text;

/** What stored requests would give to a dataset, before anything is added. */
export async function listSources(ctx: Ctx, input: ListSourcesInput): Promise<SourceList> {
  authorize(ctx, "evaluation:manage");
  authorize(ctx, "request:read");
  const { requestIds } = parseInput(ListSourcesInput, input);
  return withTenant(ctx, async (tx) => {
    const items: SourceList["items"] = [];
    for (const requestId of requestIds) {
      const source = await readSource(tx, ctx, { requestId });
      if ("problem" in source) {
        // One that is not there leaves no trace, whoever’s it is.
        if (source.problem !== "not_found") items.push({ requestId, problem: source.problem });
        continue;
      }
      const { projectId, given, question, answer, isRedacted } = source;
      items.push({
        ...{ requestId, projectId, isRedacted },
        ...{ given: shown(given), question: shown(question), answer: shown(answer) },
      });
    }
    return { items };
  });
}
