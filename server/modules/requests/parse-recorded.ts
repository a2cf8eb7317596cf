import { z } from "zod";
import { FirewallFinding } from "@/server/contracts/firewall";
import type { Attempt, DecisionCandidate, RequestDetail } from "@/server/contracts/requests";

/**
 * Readers of the JSON columns. Old rows outlive the code that wrote them, so a part that no longer fits is
 * shown as unknown instead of making the whole request unreadable.
 */
const textOrNull = z.string().nullable().catch(null);
const numberOrNull = z.number().nullable().catch(null);

const RecordedAttempt = z.object({
  provider: textOrNull,
  model: textOrNull,
  started_ms: numberOrNull,
  duration_ms: numberOrNull,
  status: numberOrNull,
  outcome: z.string().catch("unknown"),
  error: textOrNull,
  is_hedge: z.boolean().catch(false).default(false),
});

const RecordedCandidate = z.object({
  provider: textOrNull,
  model: z.string().catch("unknown"),
  propensity: numberOrNull,
  score: numberOrNull,
  reason: textOrNull,
});

export function parseAttempts(json: unknown): Attempt[] {
  return listOf(json).map((entry) => {
    const {
      started_ms: startedMs,
      duration_ms: durationMs,
      is_hedge: isHedge,
      ...rest
    } = RecordedAttempt.parse(entry);
    return { startedMs, durationMs, isHedge, ...rest };
  });
}

export function parseCandidates(json: unknown): DecisionCandidate[] {
  return listOf(json).map((entry) => RecordedCandidate.parse(entry));
}

export function parseFirewallFindings(json: unknown): FirewallFinding[] {
  return listOf(json).flatMap((entry) => FirewallFinding.safeParse(entry).data ?? []);
}

/** jsonb does not keep the order in which the stages ran. */
const STAGE_ORDER = [
  "auth",
  "body",
  "session",
  "limits",
  "firewall",
  "detector",
  "cache",
  "route",
  "upstream",
  "settle",
  "record",
];

/** Gateway stages in the order they run, in microseconds; stages of another version come last. */
export function parseStages(json: unknown): RequestDetail["stages"] {
  const place = (name: string) => (STAGE_ORDER.indexOf(name) + 100) % 100;
  return Object.entries(recordOf(json))
    .flatMap(([name, value]) => (typeof value === "number" ? [{ name, durationUs: value }] : []))
    .sort((left, right) => place(left.name) - place(right.name));
}

export function parseProperties(json: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(recordOf(json)).map(([name, value]) => [name, String(value)]));
}

function listOf(json: unknown): Record<string, unknown>[] {
  return Array.isArray(json) ? json.map(recordOf) : [];
}

const AnyRecord = z.record(z.string(), z.unknown());

function recordOf(json: unknown): Record<string, unknown> {
  const parsed = AnyRecord.safeParse(json);
  return parsed.success ? parsed.data : {};
}
