import type { ExperimentView } from "@/server/contracts/experiments";
import { writeAudit } from "@/server/core/audit";
import type { Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import type { Experiment } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";

/** The organisation's experiment; another's, or one of a project the key is not for, is not found. */
export async function getExperimentOrThrow(
  tx: Tx,
  ctx: Ctx,
  id: string,
  scope: { projectId?: string },
): Promise<Experiment> {
  const row = await tx.experiment.findFirst({ where: { id, orgId: ctx.orgId, ...scope } });
  if (row === null) throw notFound("experiment");
  return row;
}

export function toExperimentView(row: Experiment): ExperimentView {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    status: row.status,
    variant_a_routing_rule_id: row.variantARouteId,
    variant_b_routing_rule_id: row.variantBRouteId,
    split_percentage: row.splitPercentage,
    created_at: row.createdAt.toISOString(),
    rolled_back_at: row.rolledBackAt?.toISOString() ?? null,
    completed_at: row.completedAt?.toISOString() ?? null,
    end_reason: row.endReason,
  };
}

export interface Ending {
  status: "rolled_back" | "completed";
  reason: string;
  /** What the webhook tells besides. */
  facts?: Readonly<Record<string, string | number>>;
  /** Null where nothing changes for the route. */
  topic: "route.rolled_back" | "route.promoted" | null;
}

/** Ends a running experiment, once: row, audit entry and event in one transaction. */
export async function endExperiment(
  tx: Tx,
  ctx: Ctx,
  experiment: Experiment,
  { status, reason, topic, facts }: Ending,
): Promise<Experiment> {
  const at = status === "rolled_back" ? { rolledBackAt: ctx.now() } : { completedAt: ctx.now() };
  const ended = await tx.experiment.updateMany({
    where: { id: experiment.id, orgId: ctx.orgId, status: "active" },
    data: { status, endReason: reason, ...at },
  });
  if (ended.count === 0) {
    throw new AppError("conflict", "experiment has ended", {
      userMessage: "This experiment has already ended.",
    });
  }
  await writeAudit(tx, ctx, {
    action: `experiment.${status}`,
    targetKind: "experiment",
    targetId: experiment.id,
    changes: { reason, ...facts },
  });
  if (topic !== null) {
    const { id, variantARouteId, variantBRouteId } = experiment;
    const payload = { experiment_id: id, route_id: variantARouteId, rival_route_id: variantBRouteId, reason };
    await tx.outboxMessage.create({
      data: { id: newId("out"), orgId: ctx.orgId, topic, payload: { ...payload, ...facts } },
      select: { id: true },
    });
  }
  return { ...experiment, status, endReason: reason, ...at };
}
