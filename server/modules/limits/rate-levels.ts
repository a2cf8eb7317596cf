import type { RateLevel } from "@/server/contracts/budgets";
import { periodMs, type RateLimit, stepMs } from "./limit-store";
import { type LimitedKey, type LimitedOrg, orgRateLimits, rateLimitsOf } from "./rate-limits-of";
import { sharedLimits } from "./shared-limits";

/** How much of a bucket is left. */
export function remainingOf(limit: RateLimit, fullInMs: number): number {
  return Math.max(Math.floor((periodMs(limit) - fullInMs) / stepMs(limit) + 0.001), 0);
}

/** What is left of the organisation's limits right now. */
export function orgRateLevels(org: LimitedOrg): Promise<readonly RateLevel[]> {
  return levelsOf(org.orgId, orgRateLimits(org));
}

/** What is left of every limit that a call with this key meets. */
export function rateLevelsOf(org: LimitedOrg, key: LimitedKey): Promise<readonly RateLevel[]> {
  return levelsOf(org.orgId, rateLimitsOf(org, key));
}

async function levelsOf(orgId: string, limits: readonly RateLimit[]): Promise<readonly RateLevel[]> {
  const full = await sharedLimits().peek(orgId, limits);
  return limits.map((limit, index) => {
    const resetMs = Math.ceil(full[index] ?? 0);
    const { scope, unit, perMinute } = limit;
    return { scope, unit, perMinute, remaining: remainingOf(limit, full[index] ?? 0), resetMs };
  });
}
