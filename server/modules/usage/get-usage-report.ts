import { billOf, requestsStopAt } from "@/server/contracts/plan-bill";
import { PLANS, type Plan } from "@/server/contracts/plans";
import {
  type UsagePart,
  type UsageReport,
  UsageReportInput,
  type UsageSums,
} from "@/server/contracts/usage-report";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { type DaySums, firstUsageDay, sumByPart, sumDays } from "./usage.queries";
import { PACE_DAYS, projectMonth, type UsageMonth, usageMonth } from "./usage-month";

const DIFFERENCES_MAX = 20;
const DAY_MS = 86_400_000;

/** What was used in a month, of what, by whom, and what it will come to. */
export async function getUsageReport(ctx: Ctx, input: UsageReportInput): Promise<UsageReport> {
  authorize(ctx, "usage:read");
  const month = usageMonth(parseInput(UsageReportInput, input).month, ctx.now());
  return withTenant(ctx, async (tx) => {
    const days = await sumDays(tx, ctx, month);
    const total = sumAll(days);
    const first = (await firstUsageDay(tx, ctx)) ?? month.from;
    return {
      month: month.name,
      from: month.from,
      to: month.to,
      isCurrent: month.isCurrent,
      firstMonth: first.toISOString().slice(0, 7),
      total,
      ...planFacts(ctx, total.requests),
      projected: month.isCurrent ? await project(tx, ctx, month, total) : null,
      days,
      byProject: await named(tx, ctx, await sumByPart(tx, ctx, month, "project")),
      byModel: await sumByPart(tx, ctx, month, "model"),
      byKey: await named(tx, ctx, await sumByPart(tx, ctx, month, "key")),
      differences: await differencesOf(tx, ctx, month),
    };
  });
}

function planFacts(ctx: Ctx, requests: number) {
  const plan: Plan = PLANS[ctx.planId];
  return {
    planId: plan.id,
    requestsQuota: plan.requestsMonthly,
    requestsHardStop: requestsStopAt(plan),
    billMicroUsd: billOf(plan, requests).totalMicroUsd,
  };
}

async function project(tx: Tx, ctx: Ctx, month: UsageMonth, total: UsageSums) {
  const now = ctx.now();
  const recent = await sumDays(tx, ctx, { from: new Date(now.getTime() - PACE_DAYS * DAY_MS), to: month.to });
  const { requests, costMicroUsd } = projectMonth(month, total, recent, now);
  const bill = billOf(PLANS[ctx.planId], requests);
  return { requests, costMicroUsd, billMicroUsd: bill.totalMicroUsd, overageBlocks: bill.overageBlocks };
}

function sumAll(days: readonly DaySums[]): UsageSums {
  const sum = { requests: 0, inputTokens: 0, outputTokens: 0, costMicroUsd: 0, unpricedRequests: 0 };
  for (const day of days) {
    sum.requests += day.requests;
    sum.inputTokens += day.inputTokens;
    sum.outputTokens += day.outputTokens;
    sum.costMicroUsd += day.costMicroUsd;
    sum.unpricedRequests += day.unpricedRequests;
  }
  return sum;
}

/** Projects and keys by their names; those that are gone keep their id. */
async function named(tx: Tx, { orgId }: Ctx, parts: readonly UsagePart[]): Promise<UsagePart[]> {
  const where = { orgId, id: { in: parts.map(({ id }) => id) } };
  const select = { id: true, name: true } as const;
  const rows = [
    ...(await tx.project.findMany({ where, select })),
    ...(await tx.apiKey.findMany({ where, select })),
  ];
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return parts.map((part) => ({ ...part, name: names.get(part.id) ?? part.id }));
}

async function differencesOf(tx: Tx, { orgId }: Ctx, { from, to }: UsageMonth) {
  const rows = await tx.usageDifference.groupBy({
    by: ["day"],
    where: { orgId, day: { gte: from, lt: to } },
    _sum: { countedCount: true, recordedCount: true },
    orderBy: { day: "asc" },
    take: DIFFERENCES_MAX,
  });
  return rows.map(({ day, _sum }) => ({
    day,
    counted: _sum.countedCount ?? 0,
    recorded: _sum.recordedCount ?? 0,
  }));
}
