import { type CandidateChange, StartCanaryInput } from "@/server/contracts/promotion";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { moveCandidate } from "./move-candidate";
import {
  canaryObstacle,
  candidateOrThrow,
  conflict,
  getTrialRouteOrThrow,
  refuseLastLive,
  requiresShadow,
  type TrialCandidate,
  type TrialRoute,
} from "./trials.queries";

/** From now on a candidate answers a share of the sessions; one that is a canary already goes to another step. */
export async function startCanary(ctx: Ctx, input: StartCanaryInput): Promise<CandidateChange> {
  authorize(ctx, "route:manage");
  requireFeature(ctx, "promotion");
  const { routeId, candidateId, percent } = parseInput(StartCanaryInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const route = await getTrialRouteOrThrow(tx, ctx, routeId);
    const candidate = candidateOrThrow(route, candidateId);
    refuseLastLive(route, candidate);
    const obstacle = await canaryObstacle(tx, ctx, route, candidateId);
    if (obstacle !== null) throw conflict(obstacle);
    await refuseUntried(tx, ctx, candidate);
    const canaryPercent = percent ?? nextStep(route, candidate);
    if (canaryPercent === null)
      throw conflict("This canary is at its last step. Promote it, or name a share of your own.");
    if (candidate.stage === "canary" && candidate.canaryPercent === canaryPercent && candidate.isEnabled)
      throw conflict(`This canary has ${canaryPercent} % of the sessions already.`);
    const grows = candidate.stage === "canary" && (candidate.canaryPercent ?? 0) < canaryPercent;
    await moveCandidate(tx, ctx, {
      ...{ route, candidate, action: "candidate.canary_started", outcome: grows ? "advanced" : "stopped" },
      to: { stage: "canary", canaryPercent, isTried: true, isEnabled: true },
    });
    return { routeId, candidateId, stage: "canary", canaryPercent };
  });
}

/** The step that follows; null after the last. */
export function nextStep({ promotion }: TrialRoute, { stage, canaryPercent }: TrialCandidate): number | null {
  const current = stage === "canary" ? (canaryPercent ?? 0) : 0;
  return promotion.canarySteps.find((step) => step > current) ?? null;
}

/** Where the organisation asks for it, no model answers users before it has passed in shadow. */
export async function refuseUntried(tx: Tx, ctx: Ctx, { shadowPassedAt }: TrialCandidate): Promise<void> {
  if (shadowPassedAt !== null || !(await requiresShadow(tx, ctx))) return;
  throw conflict(
    "Your constraints ask for a passed shadow phase first (require_shadow_before_live). Start it in shadow.",
  );
}
