import { billOf } from "@/server/contracts/plan-bill";
import { PLANS, type Plan } from "@/server/contracts/plans";
import { countedRequests, type QuotaTerms, quotaOf } from "@/server/contracts/quota";
import {
  type UsagePart,
  type UsageReport,
  UsageReportInput,
  type UsageSums,
} from "@/server/contracts/usage-report";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { readQuotaTerms } from "@/server/modules/billing";
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
    const terms = await readQuotaTerms(tx, ctx);
    const first = (await firstUsageDay(tx, ctx)) ?? month.from;
    return {
      month: month.name,
      from: month.from,
      to: month.to,
      isCurrent: month.isCurrent,
      firstMonth: first.toISOString().slice(0, 7),
      total,
      ...planFacts(ctx, month, terms, total.requests),
      projected: month.isCurrent ? await project(tx, ctx, { month, total, terms }) : null,
      days,
      byProject: await named(tx, ctx, await sumByPart(tx, ctx, month, "project")),
      byModel: await sumByPart(tx, ctx, month, "model"),
      byKey: await named(tx, ctx, await sumByPart(tx, ctx, month, "key")),
      judge: await judgeCalls(tx, ctx, month),
      differences: await differencesOf(tx, ctx, month),
    };
  });
}

function planFacts(ctx: Ctx, month: UsageMonth, terms: QuotaTerms, requests: number) {
  const plan: Plan = PLANS[ctx.planId];
  const quota = quotaOf(plan, terms);
  const counted = countedRequests(requests, `${month.name}-01`, terms);
  return {
    planId: plan.id,
    isTrial: terms.isTrial,
    requestsCounted: counted,
    requestsQuota: quota.included,
    requestsHardStop: quota.stopAt,
    billMicroUsd: billOfMonth(ctx, terms, counted).totalMicroUsd,
  };
}

/** Nothing is sold past what a trial includes, and the trial itself is free. */
function billOfMonth(ctx: Ctx, terms: QuotaTerms, counted: number) {
  if (terms.isTrial) return { totalMicroUsd: 0, overageBlocks: 0 };
  return billOf(PLANS[ctx.planId], counted, terms.overageCapMicroUsd);
}

interface Projection {
  month: UsageMonth;
  total: UsageSums;
  terms: QuotaTerms;
}

async function project(tx: Tx, ctx: Ctx, { month, total, terms }: Projection) {
  const now = ctx.now();
  const recent = await sumDays(tx, ctx, { from: new Date(now.getTime() - PACE_DAYS * DAY_MS), to: month.to });
  const { requests, costMicroUsd } = projectMonth(month, total, recent, now);
  const bill = billOfMonth(ctx, terms, countedRequests(requests, `${month.name}-01`, terms));
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

async function judgeCalls(tx: Tx, { orgId }: Ctx, { from, to }: UsageMonth) {
  const { _count, _sum } = await tx.judgement.aggregate({
    where: { orgId, judgeRequestId: { not: null }, judgedAt: { gte: from, lt: to } },
    _count: true,
    _sum: { costMicroUsd: true },
  });
  return { calls: _count, costMicroUsd: _sum.costMicroUsd ?? 0 };
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
