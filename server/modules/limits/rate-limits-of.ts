import { PLANS, type PlanId } from "@/server/contracts/plans";
import type { RateLimit } from "./limit-store";

export interface LimitedOrg {
  orgId: string;
  planId: PlanId;
}

export interface LimitedKey {
  id: string;
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
}

/** What holds for the organisation as a whole. */
export function orgRateLimits({ orgId, planId }: LimitedOrg): RateLimit[] {
  const { requestsPerMinute } = PLANS[planId];
  const scope = "organization";
  return [{ name: `${orgId}:requests`, scope, unit: "requests", perMinute: requestsPerMinute }];
}

/** What its owner has set for a key. */
export function keyRateLimits(key: LimitedKey): RateLimit[] {
  const limits: RateLimit[] = [];
  const add = (unit: RateLimit["unit"], perMinute: number | null): void => {
    if (perMinute !== null) limits.push({ name: `${key.id}:${unit}`, scope: "api_key", unit, perMinute });
  };
  add("requests", key.requestsPerMinute);
  add("tokens", key.tokensPerMinute);
  return limits;
}

/** Every limit that a call with this key meets. */
export function rateLimitsOf(org: LimitedOrg, key: LimitedKey): RateLimit[] {
  return [...orgRateLimits(org), ...keyRateLimits(key)];
}
