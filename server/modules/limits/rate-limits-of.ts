import { PLANS, type PlanId } from "@/server/contracts/plans";
import type { RateLimit } from "./limit-store";

export interface LimitedOrg {
  orgId: string;
  planId: PlanId;
  /** Limits the organisation has set itself; see server/contracts/constraints.ts. */
  ownLimits?: OwnLimits;
}

export interface OwnLimits {
  /** Of each key. */
  requestsPerMinute: number | null;
  tokens: { perWindow: number; windowSeconds: number } | null;
}

export interface LimitedKey {
  id: string;
  requestsPerMinute: number | null;
  tokensPerMinute: number | null;
}

/** What holds for the organisation as a whole. */
export function orgRateLimits({ orgId, planId, ownLimits }: LimitedOrg): RateLimit[] {
  const { requestsPerMinute } = PLANS[planId];
  const scope = "organization";
  const limits: RateLimit[] = [
    { name: `${orgId}:requests`, scope, unit: "requests", perMinute: requestsPerMinute },
  ];
  const tokens = ownLimits?.tokens ?? null;
  if (tokens !== null) {
    // A window of another length is another bucket.
    const name = `${orgId}:tokens:${tokens.windowSeconds}`;
    const periodMs = tokens.windowSeconds * 1_000;
    limits.push({ name, scope, unit: "tokens", perMinute: tokens.perWindow, periodMs });
  }
  return limits;
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
  const perKey = org.ownLimits?.requestsPerMinute ?? null;
  const set = keyRateLimits(key);
  if (perKey !== null) {
    const name = `${key.id}:requests:constraint`;
    set.push({ name, scope: "api_key", unit: "requests", perMinute: perKey });
  }
  return [...orgRateLimits(org), ...set];
}
