import { AppError } from "@/server/core/errors";
import { errorFields, log } from "@/server/core/logger";
import { type BudgetConfig, type BudgetGuard, noteRefusal } from "@/server/modules/budgets";
import { priceUsage } from "@/server/pricing/price";
import type { Exchange } from "../exchange";
import { ownPrice } from "../pricing/own-price";
import { mayHedge } from "../reliability/hedge";
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
  const endUserId = exchange.scope?.endUserId ?? null;
  const concerned = caller === null ? [] : budgetsOf(caller, endUserId);
  if (caller === null || concerned.length === 0) return;
  const estimate = estimateRequest(exchange.endpoint, body);
  const at = exchange.startedAt;
  const calls = mayBeAskedTwice(exchange, plan, body) ? 2 : 1;
  const amountMicroUsd = mostItMayCost(caller, plan, { estimate, at, calls });
  const { orgId } = caller.org;
  const reserved = await budgets.reserve({
    ...{ orgId, id: exchange.id, at, budgets: concerned, endUserId, amountMicroUsd },
  });
  if (reserved.kind === "exhausted") {
    noteOnce(orgId, reserved.budget, at);
    throw exhausted(reserved.budget, at);
  }
  exchange.onEnd((settlement) => {
    reserved.settle(settlement?.price?.costMicroUsd ?? exchange.unusedCostMicroUsd);
  });
}

/** A request that names no end user counts towards nobody's own budget. */
export function budgetsOf({ key, org }: Caller, endUserId: string | null): readonly BudgetConfig[] {
  const meant = {
    organization: org.orgId,
    project: key.projectId,
    api_key: key.id,
    end_user: endUserId === null ? null : key.projectId,
  };
  return org.budgets.filter(({ scope, scopeId }) => scopeId === meant[scope]);
}

/** On a route that hedges a second model is asked while the first one is, and both are paid. */
const mayBeAskedTwice = (
  { endpoint }: Exchange,
  { hops, settings }: RoutePlan,
  { json }: ModelBody,
): boolean => settings.hedge.kind !== "off" && hops.length > 1 && mayHedge(endpoint, json);

/** Of the models that may be called, the dearest ones. One without a known price reserves nothing, as it will count nothing. */
export function mostItMayCost(
  { org }: Caller,
  plan: Pick<RoutePlan, "hops">,
  { estimate, at, calls }: { estimate: Estimate; at: Date; calls: number },
): number {
  const usage = { ...estimate, cachedInputTokens: null, cacheWriteTokens: null, reasoningTokens: null };
  const costs = plan.hops.map((hop) => {
    const { provider, model } = hop;
    const own = ownPrice(org, provider.id, model);
    const price = priceUsage({ provider: provider.id, model, listName: pricedModel(hop), usage, at, own });
    return price?.costMicroUsd ?? 0;
  });
  const dearest = costs.sort((left, right) => right - left).slice(0, calls);
  return dearest.reduce((sum, cost) => sum + cost, 0);
}

const NOTED_MAX = 10_000;
const noted = new Set<string>();

/** The first refusal of a month or day is told; asking the database each time would make refusing the dearest answer. */
function noteOnce(orgId: string, budget: BudgetConfig, at: Date): void {
  const name = `${budget.id} ${budget.limitMicroUsd} ${at.toISOString().slice(0, 10)}`;
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
  end_user: "this end user",
} as const;

function exhausted({ scope, period, limitMicroUsd }: BudgetConfig, at: Date): AppError {
  const renews = renewal(period, at).toISOString().slice(0, 10);
  const limit = `$${(limitMicroUsd / 1_000_000).toFixed(2)}`;
  const name = period === "day" ? "daily" : "monthly";
  return new AppError("budget_exhausted", "budget exhausted", {
    userMessage: `The ${name} budget of ${WHOSE[scope]}, ${limit}, has no room for this request. It renews on ${renews} (UTC); an owner or admin can raise it under Settings → Limits.`,
    details: { budget: { scope, period, limit_micro_usd: limitMicroUsd, renews_on: renews } },
  });
}

function renewal(period: BudgetConfig["period"], at: Date): Date {
  const [year, month] = [at.getUTCFullYear(), at.getUTCMonth()];
  return new Date(
    period === "day" ? Date.UTC(year, month, at.getUTCDate() + 1) : Date.UTC(year, month + 1, 1),
  );
}
