import type { CanaryDraw, ChooseInput, RouteCandidate, RoutingDecision } from "./routing-types";
import { unitHash } from "./unit-hash";

interface Canary extends CanaryDraw {
  candidate: RouteCandidate;
}

/** The canary that sessions are drawn for; none where a person has said which model is to answer. */
export function canaryOf({ route, mode, unavailable }: ChooseInput): Canary | null {
  if (route.strategy === "pinned" || mode === "pinned" || route.pinnedCandidateId !== null) return null;
  const candidate = route.candidates.find(({ stage }) => stage === "canary");
  if (candidate === undefined || !candidate.isEnabled || unavailable?.has(candidate.id)) return null;
  const { trialId = null, canaryPercent: percent = null } = candidate;
  return trialId === null || percent === null ? null : { candidate, trialId, percent };
}

/** Whether a session is the canary's: always the same, and one that was stays so when the share grows. */
export function isDrawn({ candidate, percent }: Canary, sessionId: string): boolean {
  return unitHash(`canary\n${candidate.id}\n${sessionId}`) * 100 < percent;
}

/**
 * The decision of a route with a canary: its share of the sessions is answered by it, with the live models to fall back
 * to, and the others as if it were not there. Propensities still add up to 1.
 */
export function withCanary(
  live: RoutingDecision,
  canary: Canary,
  { sessionId }: ChooseInput,
): RoutingDecision {
  const { candidate, trialId, percent } = canary;
  const { provider, model } = candidate;
  const share = percent / 100;
  const decision = {
    ...live,
    candidates: [
      ...live.candidates.map((row) => ({ ...row, propensity: row.propensity * (1 - share) })),
      { provider, model, score: share, propensity: share },
    ],
    filtered: live.filtered.filter(
      (row) => row.reason !== "canary_paused" || row.provider !== provider || row.model !== model,
    ),
    canary: { trialId, percent },
  };
  if (!isDrawn(canary, sessionId))
    return { ...decision, propensity: live.propensity === null ? null : live.propensity * (1 - share) };
  return {
    ...decision,
    order: [candidate, ...live.order],
    reason: "canary",
    propensity: share,
    learned: null,
  };
}
