import { AddShadowInput, type CandidateChange, CandidateInput } from "@/server/contracts/promotion";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { beginTrial, moveCandidate, touchRoute } from "./move-candidate";
import { candidateOrThrow, conflict, getTrialRouteOrThrow, nameOf, refuseLastLive } from "./trials.queries";

const CANDIDATES_MAX = 20;

/** From now on a candidate answers nobody, and is asked a share of the route's requests to be compared. */
export async function startShadow(ctx: Ctx, input: CandidateInput): Promise<CandidateChange> {
  authorize(ctx, "route:manage");
  requireFeature(ctx, "promotion");
  const { routeId, candidateId } = parseInput(CandidateInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const route = await getTrialRouteOrThrow(tx, ctx, routeId);
    const candidate = candidateOrThrow(route, candidateId);
    if (candidate.stage === "shadow" && candidate.trialId !== null && candidate.isEnabled)
      throw conflict("This model is in shadow already.");
    refuseLastLive(route, candidate);
    await moveCandidate(tx, ctx, {
      ...{ route, candidate, outcome: "stopped" as const, action: "candidate.shadow_started" },
      // Whatever it was before: what counts is what it shows now.
      hasPassed: false,
      to: { stage: "shadow", isTried: true, isEnabled: true },
    });
    return { routeId, candidateId, stage: "shadow", canaryPercent: null };
  });
}

/** A model that the route does not have yet is tried in shadow first. */
export async function addShadow(ctx: Ctx, input: AddShadowInput): Promise<CandidateChange> {
  authorize(ctx, "route:manage");
  requireFeature(ctx, "promotion");
  const { routeId, provider, model } = parseInput(AddShadowInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const route = await getTrialRouteOrThrow(tx, ctx, routeId);
    if (route.candidates.some((row) => nameOf(row) === nameOf({ provider, model })))
      throw conflict("The route has this model already.");
    if (route.candidates.length >= CANDIDATES_MAX) throw tooMany();
    const candidate = { id: newId("cand"), provider, model, stage: "shadow" as const };
    const trialId = await beginTrial(tx, ctx, route, candidate);
    const last = route.candidates.at(-1)?.position ?? -1;
    await tx.routeCandidate.create({
      data: { ...candidate, orgId: ctx.orgId, routeId, position: last + 1, trialId },
      select: { id: true },
    });
    await touchRoute(tx, ctx, route);
    await writeAudit(tx, ctx, {
      action: "candidate.added",
      targetKind: "route",
      targetId: routeId,
      changes: { candidateId: candidate.id, model: nameOf(candidate), to: "shadow" },
    });
    return { routeId, candidateId: candidate.id, stage: "shadow", canaryPercent: null };
  });
}

function tooMany(): AppError {
  return new AppError("limit_exceeded", "too many candidates", {
    userMessage: `A route holds at most ${CANDIDATES_MAX} models.`,
  });
}
