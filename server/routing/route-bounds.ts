import type { LearnedArm } from "./learned-plan";
import type { FilterReason, RouteCandidate } from "./routing-types";

/** What a route that learns asks of every model that it may choose. */
export interface RouteBounds {
  /** Least expected score, 0 to 10; null: none. */
  qualityMin: number | null;
  /** Longest usual time to an answer (a stream's first content), ms; null: any. */
  latencyMaxMs: number | null;
}

export interface KnownOfModels {
  arms: readonly Pick<LearnedArm, "candidate" | "posterior">[];
  /** Recent latency by candidate id; a model that has none is not held to be slow. */
  latencyMs?: ReadonlyMap<string, number>;
}

/**
 * Which of the usable candidates a route's bounds leave out, the floor under quality first. Where none is within a bound
 * the one nearest to it stays: a bound narrows what a route chooses from and never takes it out of service.
 */
export function outOfBounds(
  usable: readonly RouteCandidate[],
  { qualityMin, latencyMaxMs }: RouteBounds,
  { arms, latencyMs }: KnownOfModels,
): Map<string, FilterReason> {
  const reasons = new Map<string, FilterReason>();
  let left = usable;
  if (qualityMin !== null) {
    const means = new Map(arms.map(({ candidate, posterior }) => [candidate.id, posterior.mean]));
    const missing = ({ id }: RouteCandidate): number => qualityMin / 10 - (means.get(id) ?? 1);
    left = leaveOut(left, missing, "below_quality_min", reasons);
  }
  if (latencyMaxMs !== null) {
    const excess = ({ id }: RouteCandidate): number => (latencyMs?.get(id) ?? 0) - latencyMaxMs;
    leaveOut(left, excess, "above_latency_max", reasons);
  }
  return reasons;
}

/** `beyond` says by how much a candidate is out of the bound. Returns those that stay. */
function leaveOut(
  candidates: readonly RouteCandidate[],
  beyond: (candidate: RouteCandidate) => number,
  reason: FilterReason,
  reasons: Map<string, FilterReason>,
): readonly RouteCandidate[] {
  const within = candidates.filter((candidate) => beyond(candidate) <= 0);
  const [first, ...others] = candidates;
  if (first === undefined || within.length === candidates.length) return candidates;
  const nearest = others.reduce((best, one) => (beyond(one) < beyond(best) ? one : best), first);
  const kept = within.length > 0 ? within : [nearest];
  for (const candidate of candidates) if (!kept.includes(candidate)) reasons.set(candidate.id, reason);
  return kept;
}
