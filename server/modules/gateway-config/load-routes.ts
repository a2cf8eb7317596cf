import { entitled, type PlanId } from "@/server/contracts/plans";
import { readRouteSettings } from "@/server/contracts/route-settings";
import { systemDb } from "@/server/db/system";
import type { RouteCandidateConfig, RouteConfig } from "./config-types";

const ROUTE_FIELDS = {
  id: true,
  projectId: true,
  slug: true,
  strategy: true,
  costWeight: true,
  pinnedCandidateId: true,
  settings: true,
  pacing: { select: { lowLambda: true, highLambda: true, highShare: true } },
  candidates: {
    orderBy: { position: "asc" },
    select: {
      id: true,
      provider: true,
      model: true,
      position: true,
      weight: true,
      isEnabled: true,
      stage: true,
      canaryPercent: true,
      trialId: true,
      shadowPassedAt: true,
    },
  },
} as const;

/** Routes with their candidates. Where the plan does not include trying models, those on trial rest: nobody gets them. */
export async function loadRoutes(orgId: string, planId: PlanId): Promise<RouteConfig[]> {
  const rows = await systemDb().route.findMany({ where: { orgId }, take: 1_000, select: ROUTE_FIELDS });
  const isIncluded = entitled(planId, "promotion");
  return rows.map((row) => {
    const candidates = row.candidates.map(({ shadowPassedAt, trialId, ...candidate }) => ({
      ...candidate,
      trialId: isIncluded ? trialId : null,
      hasPassedShadow: shadowPassedAt !== null,
    }));
    return { ...row, settings: readRouteSettings(row.settings), candidates, shadows: shadowsOf(candidates) };
  });
}

function shadowsOf(candidates: readonly RouteCandidateConfig[]): RouteCandidateConfig[] {
  return candidates.filter(
    ({ stage, isEnabled, trialId }) => stage === "shadow" && isEnabled && trialId !== null,
  );
}
