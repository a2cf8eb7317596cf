import { isObject, own, ownArray, ownObject, ownString } from "../json-value";

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * How long a provider asks to wait, as `Retry-After` has it. Not all send that header: some say when each limit is full
 * again, as a duration (`6m0s`), seconds, a time, or milliseconds since 1970. Null when nothing is said.
 */
export function readRetryAfter(headers: Headers, status: number, nowMs = Date.now()): string | null {
  const ms = Number(text(headers, "retry-after-ms"));
  if (ms > 0) return String(ms / 1_000);
  const said = text(headers, "retry-after");
  if (said !== null || status !== 429) return said;
  const waits = LIMITS.flatMap((limit) => waitFor(headers, limit, nowMs) ?? []);
  const exhausted = waits.filter(({ isExhausted }) => isExhausted);
  const seconds = (exhausted.length > 0 ? exhausted : waits.slice(0, 1)).map((wait) => wait.seconds);
  return seconds.length === 0 ? null : String(Math.max(...seconds));
}

/** The same from the body of an error, where Google puts it. */
export function readRetryDelay(body: unknown): string | null {
  const error = Array.isArray(body) ? body[0] : body;
  const details = isObject(error) ? ownArray(ownObject(error, "error") ?? {}, "details") : [];
  for (const detail of details) {
    const isInfo = isObject(detail) && String(own(detail, "@type")).endsWith("google.rpc.RetryInfo");
    const delay = isInfo ? ownString(detail, "retryDelay") : null;
    const seconds = delay === null ? null : durationSeconds(delay);
    if (seconds !== null) return String(seconds);
  }
  return null;
}

interface Limit {
  remaining: string;
  reset: string;
}

const OPENAI_LIMITS = ["-requests", "-tokens", "-tokens-minute", "-requests-day", ""].map((of) => ({
  remaining: `x-ratelimit-remaining${of}`,
  reset: `x-ratelimit-reset${of}`,
}));
const ANTHROPIC_LIMITS = ["requests", "input-tokens", "output-tokens", "tokens"].map((of) => ({
  remaining: `anthropic-ratelimit-${of}-remaining`,
  reset: `anthropic-ratelimit-${of}-reset`,
}));
const LIMITS: readonly Limit[] = [...OPENAI_LIMITS, ...ANTHROPIC_LIMITS];

function waitFor(headers: Headers, { remaining, reset }: Limit, nowMs: number) {
  const said = text(headers, reset);
  const seconds = said === null ? null : secondsUntil(said, nowMs);
  return seconds === null ? null : { seconds, isExhausted: Number(text(headers, remaining) ?? "1") <= 0 };
}

const EPOCH_S = 1e9;
const EPOCH_MS = 1e12;

function secondsUntil(said: string, nowMs: number): number | null {
  const number = Number(said);
  if (Number.isFinite(number)) {
    if (number >= EPOCH_MS) return ahead(number, nowMs);
    return number >= EPOCH_S ? ahead(number * 1_000, nowMs) : Math.max(0, number);
  }
  const duration = durationSeconds(said);
  if (duration !== null) return duration;
  const time = Date.parse(said);
  return Number.isNaN(time) ? null : ahead(time, nowMs);
}

function ahead(timeMs: number, nowMs: number): number {
  return Math.max(0, (timeMs - nowMs) / 1_000);
}

const DURATION = /^(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+(?:\.\d+)?)s)?(?:(\d+(?:\.\d+)?)ms)?$/;

function durationSeconds(said: string): number | null {
  const parts = said === "" ? null : DURATION.exec(said);
  if (parts === null) return null;
  const [days, hours, minutes, seconds, ms] = parts.slice(1).map((part) => Number(part ?? 0));
  return (
    (days ?? 0) * 86_400 + (hours ?? 0) * 3_600 + (minutes ?? 0) * 60 + (seconds ?? 0) + (ms ?? 0) / 1_000
  );
}

function text(headers: Headers, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value)?.trim() || null;
}
