import { type NpsDimension, type NpsReport, NpsReportInput } from "@/server/contracts/nps";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import type { Prisma } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import { countByValue, countByWeek } from "./answer-counts.queries";
import { compareGroups, figureOf, sumCounts } from "./nps-score";
import { npsWindow, whereAnswers } from "./nps-where";

/** NPS of the answers under the filters: in all, by week and by the values of one dimension. */
export async function getNpsReport(ctx: Ctx, input: NpsReportInput): Promise<NpsReport> {
  authorize(ctx, "nps:read");
  const { by, ...filters } = parseInput(NpsReportInput, input);
  const window = npsWindow(ctx, filters.range);
  const where = whereAnswers(ctx, filters, window);
  return withTenant(ctx, async (tx) => {
    const weeks = await countByWeek(tx, where);
    const all = sumCounts(weeks.map(({ counts }) => counts));
    const groups = await countByValue(tx, where, by);
    const labels = await labelsOf(tx, ctx, by, groups);
    return {
      ...window,
      figure: figureOf(all),
      ...all,
      weeks: weeks.map(({ start, counts }) => ({ start, figure: figureOf(counts) })),
      groups: compareGroups(groups, all).map((group) => ({
        ...group,
        label: group.value === null ? null : (labels.get(group.value) ?? group.value),
      })),
      sandboxAnswers: await countSandbox(tx, where),
    };
  });
}

/** Names of what has an id; everything else is its own name. */
async function labelsOf(
  tx: Tx,
  ctx: Ctx,
  by: NpsDimension,
  groups: readonly { value: string | null }[],
): Promise<Map<string, string>> {
  const ids = groups.flatMap(({ value }) => value ?? []);
  const named = { where: { orgId: ctx.orgId, id: { in: ids } }, select: { id: true, name: true } } as const;
  const rows =
    by === "route"
      ? await tx.route.findMany(named)
      : by === "project"
        ? await tx.project.findMany(named)
        : [];
  return new Map(rows.map(({ id, name }) => [id, name]));
}

async function countSandbox(tx: Tx, where: Prisma.Sql): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from nps_responses r where ${where} and r.is_sandbox`;
  return row?.count ?? 0;
}
