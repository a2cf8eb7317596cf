import { z } from "zod";
import { type DecisionView, SignalWeights } from "@/server/contracts/decisions";

/**
 * Readers of the JSON columns. Old rows outlive the code that wrote them: what no longer fits is unknown, and no reason
 * to lose the decision.
 */
const text = z.string().nullable().catch(null).default(null);
const number = z.number().nullable().catch(null).transform(rounded).default(null);

const Z95 = 1.96;

const Candidate = z
  .object({
    provider: text,
    model: z.string().catch("unknown"),
    score: number,
    quality: number,
    deviation: number,
    samples: number,
    propensity: number,
    shared_share: number,
  })
  .transform(({ deviation, quality, ...rest }) => {
    const margin = quality === null || deviation === null ? null : Z95 * deviation;
    return {
      ...rest,
      quality,
      quality_low: quality === null || margin === null ? null : rounded(Math.max(0, quality - margin)),
      quality_high: quality === null || margin === null ? null : rounded(Math.min(1, quality + margin)),
    };
  });
const Filtered = z.object({
  provider: text,
  model: z.string().catch("unknown"),
  reason: z.string().catch("unknown"),
  score: number,
});
const Attempt = z.object({
  provider: text,
  model: text,
  status: number,
  outcome: z.string().catch("unknown"),
  duration_ms: number,
});
const Evidence = z.object({
  samples: number,
  top2_score_gap: number,
  outcome_variance: number,
  recent_regressions: z
    .object({ kind: z.literal("exact"), exact: z.int() })
    .nullable()
    .catch(null)
    .default(null),
});

export function candidatesOf(json: unknown): DecisionView["candidates"] {
  return listOf(json).map((entry) => Candidate.parse(entry));
}

export function filteredOf(json: unknown): DecisionView["filtered"] {
  return listOf(json).map((entry) => Filtered.parse(entry));
}

export function attemptsOf(json: unknown): DecisionView["decision_trace"]["attempts"] {
  return listOf(json).map((entry) => Attempt.parse(entry));
}

export function evidenceOf(json: unknown): DecisionView["evidence"] {
  return Evidence.parse(recordOf(json));
}

/** What a dollar a request weighed. */
export function lambdaOf(json: unknown): number | null {
  const { lambda } = recordOf(json);
  return typeof lambda === "number" ? rounded(lambda) : null;
}

export function weightsOf(json: unknown): DecisionView["weights"] {
  const weights = SignalWeights.safeParse(json).data;
  if (weights === undefined) return null;
  const { session, auto, manual, benchmark } = weights;
  return {
    session: rounded(session) ?? 0,
    auto: rounded(auto) ?? 0,
    manual: rounded(manual) ?? 0,
    benchmark: rounded(benchmark) ?? 0,
  };
}

/** Four digits after the point: more would promise more than a record holds. */
export function rounded(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10_000) / 10_000;
}

function listOf(json: unknown): unknown[] {
  return Array.isArray(json) ? json.map(recordOf) : [];
}

function recordOf(json: unknown): Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json) ? { ...json } : {};
}
