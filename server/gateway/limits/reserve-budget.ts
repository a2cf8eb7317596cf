import { AppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import { type BudgetConfig, type BudgetGuard, noteRefusal } from "@/server/modules/budgets";
import { priceUsage } from "@/server/pricing/price";
import type { Exchange } from "../exchange";
import { ownPrice } from "../pricing/own-price";
import type { Caller } from "../stages/authenticate";
import { pricedModel } from "../stages/connected-models";
import type { RoutePlan } from "../stages/plan-route";
import type { ModelBody } from "../stages/read-body";
import { type Estimate, estimateRequest } from "./estimate-request";

export interface BudgetDeps {
  budgets: BudgetGuard;
}

/** Reserves the most this request may cost in every budget it counts towards, or refuses it. */
export async function reserveBudget(
  { budgets }: BudgetDeps,
  exchange: Exchange,
  plan: RoutePlan,
  body: ModelBody,
): Promise<void> {
  const { caller } = exchange;
  const concerned = caller === null ? [] : budgetsOf(caller);
  if (caller === null || concerned.length === 0) return;
  const estimate = estimateRequest(exchange.endpoint, body);
  const at = exchange.startedAt;
  const amountMicroUsd = mostItMayCost(caller, plan, { estimate, at });
  const { orgId } = caller.org;
  const reserved = await budgets.reserve({ orgId, id: exchange.id, at, budgets: concerned, amountMicroUsd });
  if (reserved.kind === "exhausted") {
    noteOnce(orgId, reserved.budget, at);
    throw exhausted(reserved.budget, at);
  }
  exchange.onEnd((settlement) => {
    // What comparing the question for the cache cost was spent, too.
    reserved.settle((settlement?.price?.costMicroUsd ?? 0) + (exchange.cache.embedCostMicroUsd ?? 0));
  });
}

function budgetsOf({ key, org }: Caller): readonly BudgetConfig[] {
  if (org.budgets.length === 0) return org.budgets;
  return org.budgets.filter(
    ({ scope, scopeId }) =>
      scope === "organization" || scopeId === (scope === "project" ? key.projectId : key.id),
  );
}

/** Of the models that may be called, the dearest. One without a known price reserves nothing, as it will count nothing. */
function mostItMayCost(
  { org }: Caller,
  plan: RoutePlan,
  { estimate, at }: { estimate: Estimate; at: Date },
): number {
  let most = 0;
  const usage = { ...estimate, cachedInputTokens: null, cacheWriteTokens: null, reasoningTokens: null };
  for (const hop of plan.hops) {
    const { provider, model } = hop;
    const own = ownPrice(org, provider.id, model);
    const price = priceUsage({ provider: provider.id, model, listName: pricedModel(hop), usage, at, own });
    most = Math.max(most, price?.costMicroUsd ?? 0);
  }
  return most;
}

const NOTED_MAX = 10_000;
const noted = new Set<string>();

/** The first refusal of a month is told; asking the database each time would make refusing the dearest answer. */
function noteOnce(orgId: string, budget: BudgetConfig, at: Date): void {
  const name = `${budget.id} ${budget.limitMicroUsd} ${at.getUTCMonth()}`;
  if (noted.has(name)) return;
  if (noted.size >= NOTED_MAX) noted.clear();
  noted.add(name);
  noteRefusal(orgId, budget.id, at).catch((thrown: unknown) => {
    noted.delete(name);
    log.warn("an exhausted budget was not told", errorFields(thrown));
  });
}

const WHOSE = {
  organization: "your organisation",
  project: "this project",
  api_key: "this API key",
} as const;

function exhausted({ scope, limitMicroUsd }: BudgetConfig, at: Date): AppError {
  const renews = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1)).toISOString().slice(0, 10);
  const limit = `$${(limitMicroUsd / 1_000_000).toFixed(2)}`;
  return new AppError("budget_exhausted", "budget exhausted", {
    userMessage: `The monthly budget of ${WHOSE[scope]}, ${limit}, has no room for this request. It renews on ${renews} (UTC); an owner or admin can raise it under Settings → Limits.`,
    details: { budget: { scope, limit_micro_usd: limitMicroUsd, renews_on: renews } },
  });
}
