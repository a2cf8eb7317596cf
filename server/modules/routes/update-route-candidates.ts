import { type Route, UpdateRouteCandidatesInput } from "@/server/contracts/routes";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getRouteOrThrow } from "./routes.queries";

/** Replaces a route's models; a model that stays keeps its id, and with it whatever was learned about it. */
export async function updateRouteCandidates(ctx: Ctx, input: UpdateRouteCandidatesInput): Promise<Route> {
  authorize(ctx, "route:manage");
  const { routeId, candidates } = parseInput(UpdateRouteCandidatesInput, input);
  return withTenant(ctx, async (tx) => {
    const before = await getRouteOrThrow(tx, ctx, routeId);
    const idOf = new Map(before.candidates.map((candidate) => [nameOf(candidate), candidate.id]));
    const rows = candidates.map((candidate, position) => ({
      ...candidate,
      position,
      routeId,
      orgId: ctx.orgId,
      id: idOf.get(nameOf(candidate)) ?? newId("cand"),
    }));
    const isPinGone = !rows.some((row) => row.id === before.pinnedCandidateId);
    await tx.routeCandidate.deleteMany({ where: { routeId, orgId: ctx.orgId } });
    await tx.routeCandidate.createMany({ data: rows });
    const data = isPinGone ? { pinnedCandidateId: null, updatedAt: ctx.now() } : { updatedAt: ctx.now() };
    await tx.route.update({ where: { id: routeId }, data, select: { id: true } });
    await writeAudit(tx, ctx, {
      action: "route.candidates_updated",
      targetKind: "route",
      targetId: routeId,
      changes: { before: before.candidates.map(nameOf), after: rows.map(nameOf) },
    });
    return getRouteOrThrow(tx, ctx, routeId);
  });
}

function nameOf(candidate: { provider: string; model: string }): string {
  return `${candidate.provider}/${candidate.model}`;
}
