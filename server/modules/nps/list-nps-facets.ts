import { NpsFilters, type NpsFiltersInput } from "@/server/contracts/nps";
import type { NpsFacets } from "@/server/contracts/nps-answers";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { countByValue } from "./answer-counts.queries";
import type { AnswerCounts } from "./nps-score";
import { npsWindow, whereAnswers } from "./nps-where";

const NAMES_MAX = 100;

/** What the filter menus offer for the range. */
export async function listNpsFacets(ctx: Ctx, input: Pick<NpsFiltersInput, "range">): Promise<NpsFacets> {
  authorize(ctx, "nps:read");
  const filters = NpsFilters.parse(parseInput(NpsFilters.pick({ range: true }), input));
  const where = whereAnswers(ctx, filters, npsWindow(ctx, filters.range));
  return withTenant(ctx, async (tx) => {
    const occurring = async (by: "model" | "locale" | "appVersion") =>
      (await countByValue(tx, where, by)).flatMap(({ value, counts }) =>
        value === null ? [] : [{ value, label: value, count: answersIn(counts) }],
      );
    const named = {
      where: { orgId: ctx.orgId },
      orderBy: { createdAt: "desc" },
      take: NAMES_MAX,
      select: { id: true, name: true },
    } as const;
    const optionOf = ({ id, name }: { id: string; name: string }) => ({
      value: id,
      label: name,
      count: null,
    });
    return {
      project: (await tx.project.findMany(named)).map(optionOf),
      route: (await tx.route.findMany(named)).map(optionOf),
      model: await occurring("model"),
      locale: await occurring("locale"),
      appVersion: await occurring("appVersion"),
    };
  });
}

function answersIn(counts: AnswerCounts): number {
  return [...counts.signed, ...counts.unsigned].reduce((sum, count) => sum + count, 0);
}
