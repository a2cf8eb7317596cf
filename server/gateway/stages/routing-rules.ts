import type { RouteConfig } from "@/server/modules/gateway-config";
import type { ConstraintRules } from "@/server/routing/constrain";
import { variantOf } from "@/server/routing/experiment-split";
import type { Caller } from "./authenticate";

export interface RouteVariant {
  route: RouteConfig;
  /** The experiment that the session takes part in; null where there is none. */
  experimentId: string | null;
}

/** The route that a session gets: the one that was asked for, or its rival in a running experiment. */
export function routeVariant(route: RouteConfig, { org }: Caller, sessionId: string): RouteVariant {
  const running = org.experiments.find(
    ({ variantARouteId, projectId }) => variantARouteId === route.id && projectId === route.projectId,
  );
  if (running === undefined || route.pinnedCandidateId !== null) return { route, experimentId: null };
  if (variantOf(running, sessionId) === "A") return { route, experimentId: running.id };
  const rival = org.routes.find(
    ({ id, projectId }) => id === running.variantBRouteId && projectId === route.projectId,
  );
  return rival === undefined ? { route, experimentId: null } : { route: rival, experimentId: running.id };
}

/** What the organisation allows a route of this project to do by itself. */
export function constraintsOf({ org }: Caller, projectId: string): ConstraintRules | null {
  if (org.constraints === null) return null;
  const { limits, evidence } = org.constraints;
  return { limits, evidence: evidence.filter(({ project_id }) => project_id === projectId) };
}
