import type { UsageDetails } from "@/server/pricing/token-usage";
import { isRecord, record } from "./usage-fields";

const USD = 1_000_000;
/** xAI counts in ten-thousand-millionths of a dollar. */
const XAI_TICK = 1e-4;
/** No single call costs this much; a statement above it is damage. */
const STATED_MAX = 1_000_000_000;

/**
 * What providers say a call cost. OpenRouter: `cost` is what it charged, which on a customer's own key is only its fee, so
 * that the upstream's bill comes on top. Perplexity: an object whose `request_cost` is the search fee that no list can
 * know, since it depends on the depth of the search. xAI: `cost_in_usd_ticks`. DeepInfra: `estimated_cost`.
 */
export function readStatedCost(usage: Record<string, unknown>): UsageDetails {
  const { cost } = usage;
  if (isRecord(cost)) {
    return {
      ...stated("statedCostMicroUsd", cost.total_cost, USD),
      ...stated("requestFeeMicroUsd", cost.request_cost, USD),
    };
  }
  if (typeof cost === "number") return stated("statedCostMicroUsd", cost + upstreamBill(usage), USD);
  if (usage.cost_in_usd_ticks !== undefined)
    return stated("statedCostMicroUsd", usage.cost_in_usd_ticks, XAI_TICK);
  return stated("statedCostMicroUsd", usage.estimated_cost, USD);
}

function upstreamBill(usage: Record<string, unknown>): number {
  const { upstream_inference_cost: bill } = record(usage.cost_details);
  return usage.is_byok === true && typeof bill === "number" ? bill : 0;
}

function stated(
  name: "statedCostMicroUsd" | "requestFeeMicroUsd",
  value: unknown,
  microUsd: number,
): UsageDetails {
  if (typeof value !== "number" || !Number.isFinite(value) || value < 0) return {};
  const amount = Math.round(value * microUsd);
  return amount <= STATED_MAX ? { [name]: amount } : {};
}
