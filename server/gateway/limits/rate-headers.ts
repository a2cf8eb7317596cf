import { type RateLimit, remainingOf } from "@/server/modules/limits";
import type { RequestEndpoint } from "../stages/read-body";

/** A limit and how much of it is left. */
export interface LimitLevel {
  limit: RateLimit;
  fullInMs: number;
}

const UNITS = ["requests", "tokens"] as const;

/** Of each unit, the limit that has the least left; the other one would be met later. */
export function rateHeaders(
  levels: readonly LimitLevel[],
  endpoint: RequestEndpoint,
  now: Date,
): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const unit of UNITS) {
    const level = tightest(levels, unit);
    if (level === null) continue;
    const facts = { limit: String(level.limit.perMinute), remaining: String(leftOf(level)) };
    headers[`x-ratelimit-limit-${unit}`] = facts.limit;
    headers[`x-ratelimit-remaining-${unit}`] = facts.remaining;
    headers[`x-ratelimit-reset-${unit}`] = durationText(level.fullInMs);
    if (endpoint !== "messages") continue;
    headers[`anthropic-ratelimit-${unit}-limit`] = facts.limit;
    headers[`anthropic-ratelimit-${unit}-remaining`] = facts.remaining;
    headers[`anthropic-ratelimit-${unit}-reset`] = resetTime(now, level.fullInMs);
  }
  return headers;
}

function leftOf({ limit, fullInMs }: LimitLevel): number {
  return remainingOf(limit, fullInMs);
}

function tightest(levels: readonly LimitLevel[], unit: RateLimit["unit"]): LimitLevel | null {
  let found: LimitLevel | null = null;
  for (const level of levels) {
    if (level.limit.unit !== unit) continue;
    if (found === null || leftOf(level) < leftOf(found)) found = level;
  }
  return found;
}

/** As OpenAI writes it: `120ms`, `1.5s`, `2m3s`. */
function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.ceil(ms)}ms`;
  const minutes = Math.floor(ms / 60_000);
  const seconds = Math.round((ms % 60_000) / 10) / 100;
  return minutes === 0 ? `${seconds}s` : `${minutes}m${seconds}s`;
}

/** As Anthropic writes it: to the second, not before the bucket is full. */
function resetTime(now: Date, ms: number): string {
  const second = Math.ceil((now.getTime() + ms) / 1_000) * 1_000;
  return new Date(second).toISOString().replace(".000Z", "Z");
}
