import type { CandidateEvidence, Constraints } from "@/server/contracts/constraints";
import type { FilterReason, RouteCandidate } from "./routing-types";

/** What an organisation allows its routes, and what is known of the models in the route's project. */
export interface ConstraintRules {
  limits: Constraints;
  evidence: readonly CandidateEvidence[];
}

/** Fewer scores than this say too little to hold a model's quality against it. */
export const SAMPLES_MIN = 10;
/** So many scores make a model a tried one. */
export const VALIDATED_SAMPLES = 30;

/**
 * Which of the usable candidates the organisation's constraints leave out. They are compared with the first of them, the
 * baseline, which always stays: a constraint narrows what a route may do by itself and never takes it out of service.
 */
export function constrain(
  usable: readonly RouteCandidate[],
  { limits, evidence }: ConstraintRules,
): Map<string, FilterReason> {
  const reasons = new Map<string, FilterReason>();
  const [baseline, ...others] = usable;
  if (baseline === undefined) return reasons;
  const known = (row: RouteCandidate): CandidateEvidence | undefined =>
    evidence.find(({ provider, model }) => provider === row.provider && model === row.model);
  for (const candidate of others) {
    const isUntried = limits.require_shadow_before_live === true && candidate.hasPassedShadow !== true;
    const reason = violated(limits, known(candidate), known(baseline));
    if (isUntried) reasons.set(candidate.id, "constraint_require_shadow_before_live");
    else if (reason !== null) reasons.set(candidate.id, reason);
  }
  return reasons;
}

type Evidence = CandidateEvidence | undefined;

function violated(limits: Constraints, candidate: Evidence, baseline: Evidence): FilterReason | null {
  const samples = candidate?.samples ?? 0;
  if (limits.min_samples_before_promotion !== null && samples < limits.min_samples_before_promotion)
    return "constraint_min_samples_before_promotion";
  if (candidate === undefined) return null;
  if (varies(limits, candidate)) return "constraint_max_outcome_variance";
  if (baseline === undefined) return null;
  if (regresses(limits, candidate, baseline)) return "constraint_max_regression";
  return costReason(limits, candidate, baseline);
}

function varies({ max_outcome_variance: most }: Constraints, candidate: CandidateEvidence): boolean {
  return (
    most !== null &&
    candidate.samples >= SAMPLES_MIN &&
    candidate.variance !== null &&
    candidate.variance > most
  );
}

function regresses(
  { max_regression: most }: Constraints,
  candidate: CandidateEvidence,
  baseline: CandidateEvidence,
): boolean {
  if (most === null) return false;
  const [ours, theirs] = [candidate[most.window], baseline[most.window]];
  if (ours.samples < SAMPLES_MIN || theirs.samples < SAMPLES_MIN) return false;
  return ours.quality !== null && theirs.quality !== null && theirs.quality - ours.quality > most.value;
}

function costReason(
  { max_cost_increase: rise, max_cost_drop_without_validation: drop }: Constraints,
  candidate: CandidateEvidence,
  baseline: CandidateEvidence,
): FilterReason | null {
  if (rise !== null) {
    const ratio = costRatio(candidate[rise.window], baseline[rise.window]);
    if (ratio !== null && ratio - 1 > rise.value) return "constraint_max_cost_increase";
  }
  if (drop !== null && candidate.samples < VALIDATED_SAMPLES) {
    const ratio = costRatio(candidate.rolling_7d, baseline.rolling_7d);
    if (ratio !== null && 1 - ratio > drop) return "constraint_max_cost_drop_without_validation";
  }
  return null;
}

function costRatio(
  { cost_micro_usd: ours }: CandidateEvidence["rolling_7d"],
  { cost_micro_usd: theirs }: CandidateEvidence["rolling_7d"],
): number | null {
  return ours === null || theirs === null || theirs <= 0 ? null : ours / theirs;
}
