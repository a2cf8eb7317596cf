import type { Route } from "@/server/contracts/routes";
import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import type { Tx } from "@/server/db/tenant";

export const ROUTE_FIELDS = {
  id: true,
  projectId: true,
  slug: true,
  name: true,
  strategy: true,
  costWeight: true,
  pinnedCandidateId: true,
  updatedAt: true,
  candidates: {
    orderBy: { position: "asc" },
    select: { id: true, provider: true, model: true, position: true, weight: true, isEnabled: true },
  },
} as const;

/** The organisation's route with this id; another organisation's is not found. */
export async function getRouteOrThrow(tx: Tx, ctx: Ctx, routeId: string): Promise<Route> {
  const route = await tx.route.findFirst({ where: { id: routeId, orgId: ctx.orgId }, select: ROUTE_FIELDS });
  if (route === null) throw notFound("route");
  return route;
}
