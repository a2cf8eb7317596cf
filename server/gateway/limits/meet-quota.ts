import { PLANS, type Plan } from "@/server/contracts/plans";
import { countedRequests, quotaOf } from "@/server/contracts/quota";
import { AppError } from "@/server/core/errors";
import type { Exchange } from "../exchange";
import type { Caller } from "../stages/authenticate";
import { lesserMode } from "../stages/resolve-scope";
import type { BudgetDeps } from "./reserve-budget";

/**
 * Holds a request against the month's quota: past it, plans that sell nothing more go on without storing what was said,
 * and at the last request that the plan or the owner's cap allows they end. Counted from what is stored and what this
 * process has seen since, which is exact enough for a quota; what is paid for is counted from the stored alone.
 */
export function meetQuota({ budgets }: BudgetDeps, exchange: Exchange, caller: Caller): void {
  const { org } = caller;
  const plan: Plan = PLANS[org.planId];
  const { textsUntil, stopAt } = quotaOf(plan, org.quotaTerms);
  if (textsUntil === null && stopAt === null) return;
  const at = exchange.startedAt;
  const nth = budgets.countRequest(org.orgId, at);
  if (nth === null) return;
  exchange.onEnd(() => {
    if (!isUsedUp(exchange)) budgets.uncountRequest(org.orgId, at);
  });
  const count = countedRequests(nth, `${at.toISOString().slice(0, 7)}-01`, org.quotaTerms);
  if (stopAt !== null && count > stopAt) throw quotaExhausted(plan, org.quotaTerms.isTrial, stopAt);
  const { scope } = exchange;
  if (textsUntil === null || count <= textsUntil || scope === null) return;
  exchange.scope = { ...scope, storageMode: lesserMode(scope.storageMode, "metadata") };
}

/** As the stored requests are counted: one that nobody was called for, and that nothing answered, is none. */
function isUsedUp({ attempts, cache, firewall }: Exchange): boolean {
  return attempts.length > 0 || cache.status.startsWith("hit-") || firewall.status === "blocked";
}

function quotaExhausted(plan: Plan, isTrial: boolean, stopAt: number): AppError {
  const requests = stopAt.toLocaleString("en-US");
  const isCap = plan.overageBlock !== null && !isTrial;
  return new AppError("quota_exhausted", "monthly requests are used up", {
    userMessage: isCap
      ? `The overage cap of your organisation allows ${requests} requests a month, and they are used up. An owner can raise it under Settings → Plan & billing; otherwise requests go on next month.`
      : `The ${plan.name} ${isTrial ? "trial" : "plan"} forwards ${requests} requests a month, and they are used up. Upgrade the plan, or wait for the next month.`,
    details: { quota: { requests: stopAt } },
  });
}
