import { readRouteSettings } from "@/server/contracts/route-settings";
import type { Route } from "@/server/contracts/routes";
import type { Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import type { Tx } from "@/server/db/tenant";

const ROUTE_FIELDS = {
  id: true,
  projectId: true,
  slug: true,
  name: true,
  strategy: true,
  costWeight: true,
  costTargetMicroUsd: true,
  pinnedCandidateId: true,
  settings: true,
  updatedAt: true,
  candidates: {
    orderBy: { position: "asc" },
    select: {
      ...{ id: true, provider: true, model: true, position: true, weight: true, isEnabled: true },
      ...{ stage: true, canaryPercent: true },
    },
  },
} as const;

const ROUTES_MAX = 500;

/** Routes of the organisation, the oldest first. */
export async function findRoutes(tx: Tx, ctx: Ctx, where: { id?: string } = {}): Promise<Route[]> {
  const rows = await tx.route.findMany({
    where: { ...where, orgId: ctx.orgId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: ROUTES_MAX,
    select: ROUTE_FIELDS,
  });
  const projects = await tx.project.findMany({
    where: { orgId: ctx.orgId },
    select: { id: true, defaultRouteSlug: true },
  });
  const defaults = new Map(projects.map(({ id, defaultRouteSlug }) => [id, defaultRouteSlug]));
  return rows.map((row) => ({
    ...row,
    settings: readRouteSettings(row.settings),
    isDefault: defaults.get(row.projectId) === row.slug,
  }));
}

/** The organisation's route with this id; another organisation's is not found. */
export async function getRouteOrThrow(tx: Tx, ctx: Ctx, routeId: string): Promise<Route> {
  const [route] = await findRoutes(tx, ctx, { id: routeId });
  if (route === undefined) throw notFound("route");
  return route;
}

export function slugTaken(slug: string): AppError {
  return new AppError("conflict", "route slug is taken", {
    userMessage: `There is already a route “${slug}” in this project.`,
    param: "slug",
  });
}
