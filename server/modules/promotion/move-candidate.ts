import type { CandidateStage, TrialComparison, TrialOutcome } from "@/server/contracts/promotion";
import { writeAudit } from "@/server/core/audit";
import type { Ctx } from "@/server/core/context";
import { newId } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";
import { conflict, nameOf, type TrialCandidate, type TrialRoute } from "./trials.queries";

export interface Move {
  route: Pick<TrialRoute, "id" | "projectId" | "updatedAt">;
  candidate: TrialCandidate;
  to: {
    stage: CandidateStage;
    canaryPercent?: number;
    /** Whether a phase begins, in which it is tried. */
    isTried: boolean;
    isEnabled?: boolean;
  };
  /** Whether it has passed a shadow phase from now on; left out: as before. */
  hasPassed?: boolean;
  /** Of the phase that ends, where one is under way. */
  outcome: TrialOutcome;
  comparison?: TrialComparison;
  action: string;
  topic?: "route.promoted" | "route.rolled_back";
  /** What the audit entry and the event say besides. */
  facts?: Readonly<Record<string, unknown>>;
}

/** Puts a candidate into another stage: its row, the phases, an audit entry and an event, in one transaction. */
export async function moveCandidate(tx: Tx, ctx: Ctx, move: Move): Promise<void> {
  const { route, candidate, to } = move;
  const { id, stage, canaryPercent, trialId } = candidate;
  const begun = to.isTried ? await beginTrial(tx, ctx, route, { ...candidate, ...to }) : null;
  // Whoever was faster, a person or the worker, knows better.
  const changed = await tx.routeCandidate.updateMany({
    where: { id, orgId: ctx.orgId, stage, canaryPercent, trialId },
    data: {
      stage: to.stage,
      canaryPercent: to.canaryPercent ?? null,
      trialId: begun,
      ...(to.isEnabled === undefined ? {} : { isEnabled: to.isEnabled }),
      ...(move.hasPassed === undefined ? {} : { shadowPassedAt: move.hasPassed ? ctx.now() : null }),
    },
  });
  if (changed.count === 0) throw conflict("This model has been moved meanwhile. Reload to see where it is.");
  await endTrial(tx, ctx, trialId, move);
  await touchRoute(tx, ctx, route);
  await tell(tx, ctx, move);
}

/** Gateways and whoever has the route open learn of the change by its version. */
export async function touchRoute(tx: Tx, ctx: Ctx, { id, updatedAt }: Move["route"]): Promise<void> {
  const at = ctx.now() > updatedAt ? ctx.now() : new Date(updatedAt.getTime() + 1);
  await tx.route.updateMany({ where: { id, orgId: ctx.orgId }, data: { updatedAt: at } });
}

interface Tried {
  id: string;
  provider: string;
  model: string;
  stage: CandidateStage;
  canaryPercent?: number | null;
}

/** A new phase. Returns its id, which the candidate carries while it lasts. */
export async function beginTrial(
  tx: Tx,
  ctx: Ctx,
  { id: routeId, projectId }: Pick<TrialRoute, "id" | "projectId">,
  { id: candidateId, provider, model, stage, canaryPercent }: Tried,
): Promise<string> {
  const { id } = await tx.candidateTrial.create({
    data: {
      ...{ id: newId("trl"), orgId: ctx.orgId, projectId, routeId, candidateId, provider, model, stage },
      canaryPercent: canaryPercent ?? null,
      startedAt: ctx.now(),
      startedBy: actorLabel(ctx),
    },
    select: { id: true },
  });
  return id;
}

export async function endTrial(
  tx: Tx,
  ctx: Ctx,
  trialId: string | null,
  { outcome, comparison }: Pick<Move, "outcome" | "comparison">,
): Promise<void> {
  if (trialId === null) return;
  await tx.candidateTrial.updateMany({
    where: { id: trialId, orgId: ctx.orgId, endedAt: null },
    data: { endedAt: ctx.now(), endedBy: actorLabel(ctx), outcome, facts: comparison ?? {} },
  });
}

async function tell(tx: Tx, ctx: Ctx, { route, candidate, to, action, topic, facts }: Move): Promise<void> {
  const model = nameOf(candidate);
  const stages = {
    ...{ from: candidate.stage, to: to.isEnabled === false ? "off" : to.stage },
    ...(to.canaryPercent === undefined ? {} : { canary_percent: to.canaryPercent }),
  };
  await writeAudit(tx, ctx, {
    action,
    targetKind: "route",
    targetId: route.id,
    changes: { candidateId: candidate.id, model, ...stages, ...facts },
  });
  if (topic === undefined) return;
  const payload = { route_id: route.id, project_id: route.projectId, candidate_id: candidate.id, model };
  await tx.outboxMessage.create({
    data: { id: newId("out"), orgId: ctx.orgId, topic, payload: { ...payload, ...stages, ...plain(facts) } },
    select: { id: true },
  });
}

function plain(facts: Move["facts"]): Record<string, string | number | boolean | null> {
  return JSON.parse(JSON.stringify(facts ?? {}));
}

export function actorLabel({ actor }: Ctx): string {
  return actor.kind === "job" ? "Floopy" : actor.label;
}
