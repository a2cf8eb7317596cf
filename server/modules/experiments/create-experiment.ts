import { CreateExperimentInput, type ExperimentView } from "@/server/contracts/experiments";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { toExperimentView } from "./experiments.queries";

const ACTIVE_MAX = 100;

/** From now on the sessions that call route A are split between it and route B. */
export async function createExperiment(
  ctx: Ctx,
  input: CreateExperimentInput,
  scope: { projectId?: string } = {},
): Promise<ExperimentView> {
  authorize(ctx, "experiment:manage");
  requireFeature(ctx, "experiments");
  const { name, description, split_percentage, ...routes } = parseInput(CreateExperimentInput, input);
  const [a, b] = [routes.variant_a_routing_rule_id, routes.variant_b_routing_rule_id];
  if (a === b) throw bad("A route cannot be compared with itself.");
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const projectId = await projectOf(tx, ctx, [a, b], scope);
    await refuseOverlap(tx, ctx, [a, b]);
    const row = await tx.experiment.create({
      data: {
        id: newId("exp"),
        orgId: ctx.orgId,
        projectId,
        name,
        description: description ?? null,
        variantARouteId: a,
        variantBRouteId: b,
        splitPercentage: split_percentage,
        createdAt: ctx.now(),
      },
    });
    await writeAudit(tx, ctx, {
      action: "experiment.created",
      targetKind: "experiment",
      targetId: row.id,
      changes: { name, variantARouteId: a, variantBRouteId: b, splitPercentage: split_percentage },
    });
    return toExperimentView(row);
  });
}

/** Both routes exist, in one project. */
async function projectOf(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
  scope: { projectId?: string },
): Promise<string> {
  const rows = await tx.route.findMany({
    where: { id: { in: [...ids] }, orgId: ctx.orgId, ...scope },
    select: { projectId: true },
  });
  const [first, second] = rows;
  if (first === undefined || second === undefined) throw notFound("route");
  if (first.projectId !== second.projectId) throw bad("Both routes must be of one project.");
  return first.projectId;
}

async function refuseOverlap(tx: Tx, ctx: Ctx, ids: readonly string[]): Promise<void> {
  const canary = { orgId: ctx.orgId, routeId: { in: [...ids] }, stage: "canary" as const };
  if ((await tx.routeCandidate.count({ where: canary })) > 0) {
    throw new AppError("conflict", "route has a canary", {
      userMessage:
        "One of these routes has a canary: its sessions are split already. Promote it or take it back.",
    });
  }
  const active = await tx.experiment.findMany({
    where: { orgId: ctx.orgId, status: "active" },
    take: ACTIVE_MAX,
    select: { variantARouteId: true, variantBRouteId: true },
  });
  if (active.length >= ACTIVE_MAX) {
    throw new AppError("limit_exceeded", "too many experiments", {
      userMessage: `At most ${ACTIVE_MAX} experiments run at a time.`,
    });
  }
  if (!active.some((row) => ids.includes(row.variantARouteId) || ids.includes(row.variantBRouteId))) return;
  throw new AppError("conflict", "route is in an experiment", {
    userMessage: "One of these routes is part of a running experiment.",
  });
}

function bad(userMessage: string): AppError {
  return new AppError("invalid_request", "bad variants", { userMessage, param: "variant_b_routing_rule_id" });
}
