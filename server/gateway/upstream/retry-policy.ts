import type { UpstreamFailure } from "./outcome";

/** What a failed attempt leads to. */
export type NextStep =
  /** Try the same provider again after a pause. */
  | { kind: "retry"; afterMs: number }
  /** Try the next one. */
  | { kind: "next" }
  /** The request itself is at fault: every provider would say the same. */
  | { kind: "give_back" };

export interface FailedAttempt {
  failure: UpstreamFailure;
  status: number | null;
  retryAfter: string | null;
  /** How often this hop has been tried, this attempt included. */
  tries: number;
  hasNext: boolean;
  /** Further tries of one model that the route asks for; null leaves it to this policy. */
  retries: number | null;
  random: number;
}

const TRIES_MAX = { withNext: 2, alone: 3 };
const PAUSE_MS = { base: 150, most: 1_000 };
const RETRYABLE = new Set([408, 409, 425, 429, 500, 502, 503, 504, 520, 522, 524, 529]);
const OF_THE_REQUEST = new Set([400, 413, 415, 422]);

/** Only failures that cannot have produced an answer are tried again, a few times, never in step with others. */
export function nextStep(attempt: FailedAttempt): NextStep {
  const { status, failure, hasNext } = attempt;
  if (status !== null && OF_THE_REQUEST.has(status)) return { kind: "give_back" };
  if (!isRetryable(failure, status)) return { kind: "next" };
  const triesDefault = hasNext ? TRIES_MAX.withNext : TRIES_MAX.alone;
  const triesMax = attempt.retries === null ? triesDefault : attempt.retries + 1;
  if (attempt.tries >= triesMax || (status === 429 && hasNext)) return { kind: "next" };
  const asked = retryAfterMs(attempt.retryAfter);
  if (asked !== null && asked > PAUSE_MS.most) return { kind: "next" };
  const pause = PAUSE_MS.base * 2 ** (attempt.tries - 1);
  return { kind: "retry", afterMs: Math.max(asked ?? 0, pause / 2) + (pause / 2) * attempt.random };
}

function isRetryable(failure: UpstreamFailure, status: number | null): boolean {
  if (status !== null && failure.outcome === "http_error") return RETRYABLE.has(status);
  return failure.outcome === "connect_error" || failure.outcome === "network_error";
}

/** `Retry-After` in milliseconds, from seconds or a date; null when absent or unreadable. */
export function retryAfterMs(header: string | null, nowMs = Date.now()): number | null {
  if (header === null) return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1_000;
  const time = Date.parse(header);
  return Number.isNaN(time) ? null : Math.max(0, time - nowMs);
}
