import type { PlanId } from "@/server/contracts/plans";
import { readRouteSettings } from "@/server/contracts/route-settings";
import { writeAudit } from "@/server/core/audit";
import type { Ctx } from "@/server/core/context";
import { newId, uuidv7 } from "@/server/core/ids";
import { errorFields, log } from "@/server/core/logger";
import { systemDb } from "@/server/db/system";
import { type Tx, withTenant } from "@/server/db/tenant";
import { type Regression, regressionOf } from "./judge-sides";
import { measureSides } from "./measure-sides";

const ROUTES_MAX = 10_000;
const WINDOW_MS = 30 * 86_400_000;

const LEARNING_ROUTE = {
  id: true,
  orgId: true,
  projectId: true,
  updatedAt: true,
  settings: true,
  candidates: {
    where: { isEnabled: true, stage: "live" },
    orderBy: { position: "asc" },
    take: 1,
    select: { id: true, provider: true, model: true },
  },
} as const;

interface LearningRoute {
  id: string;
  orgId: string;
  projectId: string;
  updatedAt: Date;
  settings: unknown;
  candidates: readonly { id: string; provider: string; model: string }[];
}

/**
 * Looks at every route that learns and pins those to their first model whose own choices end users like less, or which
 * fail more often. What counts began when the route was last changed, so that whoever unpins it starts anew. Returns
 * how many.
 */
export async function rollBackRoutes(now: Date): Promise<number> {
  const routes = await systemDb().route.findMany({
    where: { strategy: "feedback_driven", pinnedCandidateId: null },
    orderBy: { id: "asc" },
    take: ROUTES_MAX,
    select: LEARNING_ROUTE,
  });
  let count = 0;
  for (const route of routes) {
    if (!readRouteSettings(route.settings).rollsBack) continue;
    const ctx = jobCtx(route.orgId, now);
    const isRolledBack = await withTenant(ctx, (tx) => lookAt(tx, ctx, route)).catch((thrown: unknown) => {
      log.error("a route was not looked at", { orgId: route.orgId, ...errorFields(thrown) });
      return false;
    });
    if (isRolledBack) count++;
  }
  return count;
}

async function lookAt(tx: Tx, ctx: Ctx, route: LearningRoute): Promise<boolean> {
  const [first] = route.candidates;
  if (first === undefined || (await isInExperiment(tx, ctx, route.id))) return false;
  const to = ctx.now();
  const from = new Date(Math.max(route.updatedAt.getTime(), to.getTime() - WINDOW_MS));
  const { orgId, projectId, id: routeId } = route;
  const baseline = { provider: first.provider, model: first.model };
  const regression = regressionOf(await measureSides(tx, { orgId, projectId, routeId, baseline, from, to }));
  if (regression === null) return false;
  return pin(tx, ctx, route, {
    candidateId: first.id,
    model: `${first.provider}/${first.model}`,
    regression,
  });
}

/** Its own test looks after it. */
async function isInExperiment(tx: Tx, { orgId }: Ctx, routeId: string): Promise<boolean> {
  const where = { orgId, status: "active" as const };
  const sides = [{ variantARouteId: routeId }, { variantBRouteId: routeId }];
  return (await tx.experiment.count({ where: { ...where, OR: sides } })) > 0;
}

async function pin(
  tx: Tx,
  ctx: Ctx,
  route: LearningRoute,
  { candidateId, model, regression }: { candidateId: string; model: string; regression: Regression },
): Promise<boolean> {
  // Whoever changed the route meanwhile knows better.
  const changed = await tx.route.updateMany({
    where: { id: route.id, orgId: ctx.orgId, pinnedCandidateId: null, updatedAt: route.updatedAt },
    data: { pinnedCandidateId: candidateId, updatedAt: ctx.now() },
  });
  if (changed.count === 0) return false;
  const { metric, comparison } = regression;
  const { difference, lower, upper } = comparison;
  const facts = { reason: "regression", model, metric, difference, lower, upper };
  await writeAudit(tx, ctx, {
    action: "route.rolled_back",
    targetKind: "route",
    targetId: route.id,
    changes: facts,
  });
  const payload = { route_id: route.id, project_id: route.projectId, ...facts };
  await tx.outboxMessage.create({
    data: { id: newId("out"), orgId: ctx.orgId, topic: "route.rolled_back", payload },
    select: { id: true },
  });
  return true;
}

function jobCtx(orgId: string, now: Date): Ctx {
  const planId: PlanId = "enterprise";
  const actor = { kind: "job", name: "roll-back-routes" } as const;
  return { orgId, planId, actor, requestId: uuidv7(), address: null, now: () => now };
}
