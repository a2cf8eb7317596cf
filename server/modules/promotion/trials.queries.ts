import { readConstraints } from "@/server/contracts/constraints";
import { entitled } from "@/server/contracts/plans";
import type { PromotionSettings } from "@/server/contracts/promotion";
import { readRouteSettings } from "@/server/contracts/route-settings";
import type { Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import type { Tx } from "@/server/db/tenant";

const CANDIDATE_FIELDS = {
  id: true,
  provider: true,
  model: true,
  position: true,
  isEnabled: true,
  stage: true,
  canaryPercent: true,
  trialId: true,
  shadowPassedAt: true,
} as const;

const ROUTE_FIELDS = {
  id: true,
  projectId: true,
  strategy: true,
  pinnedCandidateId: true,
  settings: true,
  updatedAt: true,
  candidates: { orderBy: { position: "asc" }, select: CANDIDATE_FIELDS },
} as const;

/** A route and its candidates, as far as trying models is concerned. */
export async function findTrialRoute(tx: Tx, { orgId }: Pick<Ctx, "orgId">, routeId: string) {
  const route = await tx.route.findFirst({ where: { id: routeId, orgId }, select: ROUTE_FIELDS });
  if (route === null) return null;
  const { settings, ...rest } = route;
  return { ...rest, promotion: readRouteSettings(settings).promotion satisfies PromotionSettings };
}
export type TrialRoute = NonNullable<Awaited<ReturnType<typeof findTrialRoute>>>;
export type TrialCandidate = TrialRoute["candidates"][number];

/** The organisation's route; another one's is not found. */
export async function getTrialRouteOrThrow(tx: Tx, ctx: Ctx, routeId: string): Promise<TrialRoute> {
  const route = await findTrialRoute(tx, ctx, routeId);
  if (route === null) throw notFound("route");
  return route;
}

export function candidateOrThrow(route: TrialRoute, candidateId: string): TrialCandidate {
  const candidate = route.candidates.find(({ id }) => id === candidateId);
  if (candidate === undefined) throw notFound("candidate");
  return candidate;
}

export const nameOf = ({ provider, model }: { provider: string; model: string }): string =>
  `${provider}/${model}`;

/** Whether the organisation lets only those models answer that have passed a shadow phase. */
export async function requiresShadow(
  tx: Tx,
  { orgId, planId }: Pick<Ctx, "orgId" | "planId">,
): Promise<boolean> {
  if (!entitled(planId, "constraints")) return false;
  const row = await tx.orgConstraint.findUnique({ where: { orgId }, select: { rules: true } });
  return row !== null && readConstraints(row.rules).require_shadow_before_live === true;
}

/** Constraints bind routes that choose by themselves, not an order or a pin that a person has set. */
export function choosesByItself({
  strategy,
  pinnedCandidateId,
}: Pick<TrialRoute, "strategy" | "pinnedCandidateId">) {
  return strategy !== "pinned" && strategy !== "fallback" && pinnedCandidateId === null;
}

/** Why a canary cannot begin now; null where it can. */
export async function canaryObstacle(
  tx: Tx,
  { orgId }: Pick<Ctx, "orgId">,
  route: TrialRoute,
  candidateId: string,
): Promise<string | null> {
  const { strategy, pinnedCandidateId, candidates } = route;
  if (strategy === "pinned" || pinnedCandidateId !== null)
    return "The route is pinned to a model. Unpin it first: a canary needs sessions that may get another one.";
  if (candidates.some((row) => row.stage === "canary" && row.id !== candidateId))
    return "Another model of this route is a canary. Promote it or take it back first.";
  const sides = [{ variantARouteId: route.id }, { variantBRouteId: route.id }];
  const running = await tx.experiment.count({ where: { orgId, status: "active", OR: sides } });
  return running > 0 ? "This route is part of a running experiment. End it first." : null;
}

/** A route must keep a model that answers. */
export function refuseLastLive(
  { candidates, pinnedCandidateId }: TrialRoute,
  { id, stage }: TrialCandidate,
): void {
  if (pinnedCandidateId === id) throw conflict("The route is pinned to this model. Unpin it first.");
  if (stage !== "live") return;
  const others = candidates.filter((row) => row.id !== id && row.stage === "live" && row.isEnabled);
  if (others.length === 0)
    throw conflict("It is the only model of this route that answers. Add another one first.");
}

export function conflict(userMessage: string): AppError {
  return new AppError("conflict", "the candidate cannot be moved", { userMessage });
}
