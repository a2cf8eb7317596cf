import { PLANS, type Plan } from "@/server/contracts/plans";
import { AppError } from "@/server/core/errors";
import type { Exchange } from "../exchange";
import type { Caller } from "../stages/authenticate";
import { lesserMode } from "../stages/resolve-scope";
import type { BudgetDeps } from "./reserve-budget";

/**
 * Plans with a monthly quota and no overage: past it requests go on, but their bodies are not stored; at a multiple of
 * it they end. Counted from what is stored and what this process has seen since, which is exact enough for a quota.
 */
export function meetQuota({ budgets }: BudgetDeps, exchange: Exchange, caller: Caller): void {
  const plan: Plan = PLANS[caller.org.planId];
  const { requestsMonthly, hardStopMultiple } = plan;
  if (requestsMonthly === null || hardStopMultiple === null) return;
  const count = budgets.countRequest(caller.org.orgId, exchange.startedAt);
  if (count === null || count <= requestsMonthly) return;
  if (count > requestsMonthly * hardStopMultiple)
    throw quotaExhausted(plan.name, requestsMonthly * hardStopMultiple);
  const { scope } = exchange;
  if (scope !== null) exchange.scope = { ...scope, storageMode: lesserMode(scope.storageMode, "metadata") };
}

function quotaExhausted(planName: string, requests: number): AppError {
  return new AppError("quota_exhausted", "monthly requests are used up", {
    userMessage: `The ${planName} plan forwards ${requests.toLocaleString("en-US")} requests a month, and they are used up. Upgrade the plan, or wait for the next month.`,
    details: { quota: { requests } },
  });
}
