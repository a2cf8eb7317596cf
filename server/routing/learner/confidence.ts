import type { Posterior } from "./posterior";

export type Phase = "day0" | "auto" | "nps";

/** Why a confidence is what it is: the cap that holds it down, else its weakest part. */
export type ConfidenceReason =
  | "ok"
  | "day0_cap"
  | "shared_pool_cap"
  | "few_samples"
  | "small_gap"
  | "high_variance";

export interface Confidence {
  value: number;
  reason: ConfidenceReason;
}

const NPS_ANSWERS_MIN = 30;
const OK_FROM = 0.7;

/** Which kind of evidence leads: derived from the winner's posterior, never set. */
export function phaseOf({ shares }: Posterior, npsAnswers: number): Phase {
  const { session, auto, manual, benchmark } = shares;
  const isNpsLargest = session >= auto && session >= manual && session > 0;
  if (isNpsLargest && npsAnswers >= NPS_ANSWERS_MIN) return "nps";
  return Math.max(session, auto, manual) > benchmark ? "auto" : "day0";
}

/**
 * The published heuristic, not a probability: 0.45 × gap of the best two / 0.20, 0.35 × ln(1+n) / ln 31 and
 * 0.20 × (1 − variance / 0.25), each clamped to [0, 1]; at most 0.6 on day zero and 0.8 with the shared pool.
 */
export function confidenceOf(facts: {
  gap: number;
  samples: number;
  variance: number;
  phase: Phase;
  usesSharedPool: boolean;
}): Confidence {
  const gap = unit(facts.gap / 0.2);
  const n = unit(Math.log1p(facts.samples) / Math.log1p(30));
  const steadiness = 1 - unit(facts.variance / 0.25);
  const raw = 0.45 * gap + 0.35 * n + 0.2 * steadiness;
  const cap = facts.phase === "day0" ? 0.6 : facts.usesSharedPool ? 0.8 : 1;
  if (raw > cap) return { value: cap, reason: facts.phase === "day0" ? "day0_cap" : "shared_pool_cap" };
  if (raw >= OK_FROM) return { value: raw, reason: "ok" };
  const weakest = Math.min(gap, n, steadiness);
  const reason = weakest === n ? "few_samples" : weakest === gap ? "small_gap" : "high_variance";
  return { value: raw, reason };
}

const unit = (value: number): number => Math.min(1, Math.max(0, value));
