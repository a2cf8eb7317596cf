import { z } from "zod";
import { type PromptReport, PromptReportInput } from "@/server/contracts/prompts";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import type { Prompt } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import { compareGroups, groupCounts, IS_COUNTED, sumCounts } from "@/server/modules/nps";
import { resolveWindow } from "@/server/modules/requests";
import { getPromptOrThrow } from "./prompts.queries";

const UseRows = z.array(
  z.object({
    version: z.int(),
    requests: z.int(),
    errors: z.int(),
    costMicroUsd: z.number().nullable(),
    latencyMs: z.number().nullable(),
  }),
);
const AnswerRows = z.array(
  z.object({ version: z.int(), score: z.int(), isUnsigned: z.boolean(), count: z.int() }),
);

/** How each version of a prompt does: its requests, and the NPS of the sessions that it served. */
export async function getPromptReport(ctx: Ctx, input: PromptReportInput): Promise<PromptReport> {
  authorize(ctx, "prompt:read");
  const { promptId, range } = parseInput(PromptReportInput, input);
  const window = resolveWindow(ctx, range);
  return withTenant(ctx, async (tx) => {
    const prompt = await getPromptOrThrow(tx, ctx, promptId);
    const uses = await countUses(tx, prompt, window.from);
    const answers = await countAnswers(tx, prompt, window.from);
    const groups = uses.map(({ version }) => ({ value: version, counts: countsOf(answers, version) }));
    const compared = compareGroups(groups, sumCounts(groups.map(({ counts }) => counts)));
    return {
      ...window,
      versions: uses.flatMap((use, index) => {
        const nps = compared[index];
        return nps === undefined ? [] : [{ ...use, figure: nps.figure, difference: nps.difference }];
      }),
    };
  });
}

async function countUses(tx: Tx, { id, orgId }: Prompt, from: Date): Promise<z.output<typeof UseRows>> {
  return UseRows.parse(
    await tx.$queryRaw`
      select prompt_version as "version", count(*)::int as "requests",
        (count(*) filter (where status = 'error'))::int as "errors",
        avg(cost_micro_usd)::float8 as "costMicroUsd",
        (percentile_cont(0.5) within group (order by latency_ms) filter (where status = 'ok'))::float8 as "latencyMs"
      from requests
      where org_id = ${orgId} and prompt_id = ${id} and created_at >= ${from} and prompt_version is not null
      group by 1 order by 1 desc`,
  );
}

/** An answer is of the version that served most of its session’s requests; of two that served as many, the later. */
async function countAnswers(
  tx: Tx,
  { id, orgId, projectId }: Prompt,
  from: Date,
): Promise<z.output<typeof AnswerRows>> {
  return AnswerRows.parse(
    await tx.$queryRaw`
      with uses as (
        select session_id, prompt_version, count(*) as requests, max(created_at) as last_at from requests
        where org_id = ${orgId} and prompt_id = ${id} and created_at >= ${from}
          and prompt_version is not null and session_id <> ''
        group by 1, 2
      ), served as (
        select distinct on (session_id) session_id, prompt_version from uses
        order by session_id, requests desc, last_at desc
      )
      select served.prompt_version as "version", r.score, r.proof = 'anonymous' as "isUnsigned", count(*)::int as "count"
      from nps_responses r join served on served.session_id = r.session_id
      where r.org_id = ${orgId} and r.project_id = ${projectId} and r.created_at >= ${from} and ${IS_COUNTED}
      group by 1, 2, 3`,
  );
}

function countsOf(answers: z.output<typeof AnswerRows>, version: number) {
  const mine = answers.filter((answer) => answer.version === version);
  const [found] = groupCounts(mine, () => version);
  return found === undefined ? sumCounts([]) : found[1];
}
