import type { Usage } from "@/server/contracts/budgets";
import { PLANS, type Plan } from "@/server/contracts/plans";
import { countedRequests, quotaOf } from "@/server/contracts/quota";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { readQuotaTerms } from "@/server/modules/billing";
import { orgRateLevels } from "@/server/modules/limits";
import { BUDGET_FIELDS, scopeNames, toBudgets } from "./budgets.queries";
import { sharedBudgets } from "./shared-budgets";
import { monthBounds, sumSpend } from "./sum-spend";

/** The month so far: what was used, what may be used, and how much of each limit is left right now. */
export async function getUsage(ctx: Ctx): Promise<Usage> {
  authorize(ctx, "usage:read");
  const plan: Plan = PLANS[ctx.planId];
  const [{ rows, names, terms }, spend, rateLimits] = await Promise.all([
    withTenant(ctx, async (tx) => ({
      rows: await tx.budget.findMany({
        where: { orgId: ctx.orgId },
        orderBy: [{ scope: "asc" }, { createdAt: "asc" }],
        take: 300,
        select: BUDGET_FIELDS,
      }),
      names: await scopeNames(tx, ctx),
      terms: await readQuotaTerms(tx, ctx),
    })),
    sharedBudgets().spend(ctx.orgId, ctx.now()),
    orgRateLevels(ctx),
  ]);
  const { included, stopAt } = quotaOf(plan, terms);
  return {
    planId: plan.id,
    isTrial: terms.isTrial,
    ...monthBounds(ctx.now()),
    used: sumSpend(spend.keys),
    requestsQuota: included,
    requestsCounted: countedRequests(sumSpend(spend.keys).requestCount, spend.month, terms),
    requestsHardStop: stopAt,
    budgets: await toBudgets(ctx, rows, names, spend),
    rateLimits: [...rateLimits],
  };
}
