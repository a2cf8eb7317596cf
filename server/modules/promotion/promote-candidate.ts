import { type CandidateChange, CandidateInput } from "@/server/contracts/promotion";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { endTrial, type Move, moveCandidate, touchRoute } from "./move-candidate";
import { refuseUntried } from "./start-canary";
import {
  candidateOrThrow,
  conflict,
  getTrialRouteOrThrow,
  nameOf,
  refuseLastLive,
  type TrialRoute,
} from "./trials.queries";

/** From now on a candidate answers as the route's strategy says. */
export async function promoteCandidate(ctx: Ctx, input: CandidateInput): Promise<CandidateChange> {
  authorize(ctx, "route:manage");
  const { routeId, candidateId } = parseInput(CandidateInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const route = await getTrialRouteOrThrow(tx, ctx, routeId);
    const candidate = candidateOrThrow(route, candidateId);
    if (candidate.stage === "live") throw conflict("This model is live already.");
    await refuseUntried(tx, ctx, candidate);
    await makeLive(tx, ctx, { route, candidate });
    return { routeId, candidateId, stage: "live", canaryPercent: null };
  });
}

/** A route that keeps an order asks the promoted one first: behind the others it would hardly ever be asked. */
export async function makeLive(
  tx: Tx,
  ctx: Ctx,
  { route, ...move }: Pick<Move, "candidate" | "comparison" | "facts"> & { route: TrialRoute },
): Promise<void> {
  await moveCandidate(tx, ctx, {
    ...{ ...move, route, outcome: "promoted", action: "candidate.promoted", topic: "route.promoted" },
    to: { stage: "live", isTried: false, isEnabled: true },
  });
  if (route.strategy !== "fallback") return;
  const others = route.candidates.filter(({ id }) => id !== move.candidate.id);
  for (const [position, { id }] of [move.candidate, ...others].entries())
    await tx.routeCandidate.updateMany({ where: { id, orgId: ctx.orgId }, data: { position } });
}

/** Takes a candidate out of the route; what was seen of it stays in the history. */
export async function removeCandidate(ctx: Ctx, input: CandidateInput): Promise<CandidateChange> {
  authorize(ctx, "route:manage");
  const { routeId, candidateId } = parseInput(CandidateInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const route = await getTrialRouteOrThrow(tx, ctx, routeId);
    const candidate = candidateOrThrow(route, candidateId);
    refuseLastLive(route, candidate);
    await endTrial(tx, ctx, candidate.trialId, { outcome: "stopped" });
    await tx.routeCandidate.deleteMany({ where: { id: candidateId, orgId: ctx.orgId } });
    await touchRoute(tx, ctx, route);
    await writeAudit(tx, ctx, {
      action: "candidate.removed",
      targetKind: "route",
      targetId: routeId,
      changes: { candidateId, model: nameOf(candidate), from: candidate.stage },
    });
    return { routeId, candidateId, stage: null, canaryPercent: null };
  });
}
