import type { Used } from "@/server/contracts/budgets";
import { PLANS } from "@/server/contracts/plans";
import { countedRequests, quotaOf } from "@/server/contracts/quota";
import { UsageView } from "@/server/contracts/usage";
import { type BudgetGuard, counterId, monthBounds, spentBy, sumSpend } from "@/server/modules/budgets";
import type { OrgConfig } from "@/server/modules/gateway-config";
import { rateLevelsOf } from "@/server/modules/limits";
import { budgetsOf } from "./limits/reserve-budget";
import { type AuthenticateDeps, authenticate, authorizeCaller } from "./stages/authenticate";
import type { GatewayRequest } from "./types";

export interface UsageDeps extends AuthenticateDeps {
  budgets: BudgetGuard;
}

/** The current month of the calling key's organisation, project and key: used, left, and limited by what. */
export async function readUsageView(deps: UsageDeps, req: GatewayRequest): Promise<UsageView> {
  const { key, org } = await authenticate(deps, req);
  authorizeCaller({ key, org }, "usage:read", req.remoteAddress);
  const now = new Date();
  const concerned = budgetsOf({ key, org }, "anybody");
  const ids = concerned.map((budget) => counterId(budget, now, null));
  const [spend, levels, rates] = await Promise.all([
    deps.budgets.spend(org.orgId, now),
    deps.budgets.levels(org.orgId, now, ids),
    rateLevelsOf(org, key),
  ]);
  const { from, to } = monthBounds(now);
  const used = sumSpend(spend.keys);
  return UsageView.parse({
    period: { from: from.toISOString(), to: to.toISOString() },
    plan: org.planId,
    quota: quotaView(org, used, spend.month),
    organization: usedView(used),
    project: {
      id: key.projectId,
      ...usedView(sumSpend(spend.keys.filter(({ projectId }) => projectId === key.projectId))),
    },
    api_key: { id: key.id, ...usedView(sumSpend(spend.keys.filter(({ apiKeyId }) => apiKeyId === key.id))) },
    budgets: concerned.map((budget, index) => {
      const { scope, period, mode, limitMicroUsd: limit } = budget;
      const view = { scope, period, mode, limit_micro_usd: limit };
      if (scope === "end_user") return { ...view, ...NOT_SUMMED };
      const spent = Math.max(levels[index]?.spentMicroUsd ?? 0, spentBy(budget, spend, now));
      const reserved = levels[index]?.reservedMicroUsd ?? 0;
      return {
        ...view,
        spent_micro_usd: spent,
        reserved_micro_usd: reserved,
        remaining_micro_usd: Math.max(limit - spent - reserved, 0),
      };
    }),
    rate_limits: rates.map(({ scope, unit, perMinute, remaining, resetMs }) => ({
      scope,
      unit,
      limit_per_minute: perMinute,
      remaining,
      reset_seconds: resetMs / 1_000,
    })),
  });
}

/** Each end user has it for themselves. */
const NOT_SUMMED = { spent_micro_usd: null, reserved_micro_usd: null, remaining_micro_usd: null };

function quotaView({ planId, quotaTerms }: OrgConfig, used: Used, month: string): UsageView["quota"] {
  const { included, stopAt } = quotaOf(PLANS[planId], quotaTerms);
  if (included === null) return { requests: null, remaining: null, hard_stop: null };
  return {
    requests: included,
    remaining: Math.max(included - countedRequests(used.requestCount, month, quotaTerms), 0),
    hard_stop: stopAt,
  };
}

function usedView(used: Used) {
  return {
    requests: used.requestCount,
    input_tokens: used.inputTokens,
    output_tokens: used.outputTokens,
    cost_micro_usd: used.costMicroUsd,
    unpriced_requests: used.unpricedCount,
  };
}
