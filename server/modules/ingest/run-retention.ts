import { PLAN_IDS, PLANS, type Plan, type PlanId } from "@/server/contracts/plans";
import { ingestPool } from "./ingest-pool";
import { isoDay } from "./partitions";
import { applyProjectRetention, DERIVED } from "./project-retention";

const DAY_MS = 86_400_000;
const DELETE_BATCH = 5_000;
/** Any number that nothing else locks. */
const LOCK = 7_301_422;

export interface RetentionReport {
  droppedPartitions: number;
  deletedRows: number;
}

const PARENTS = [
  { table: "request_bodies", keepDays: (plan: Plan) => plan.retentionDays.bodies },
  { table: "requests", keepDays: (plan: Plan) => plan.retentionDays.metadata },
  { table: "decisions", keepDays: (plan: Plan) => plan.retentionDays.metadata },
] as const;

/** Small tables beside them, in one piece. */
const COMPANIONS = [
  "request_checks",
  "judgements",
  "manual_ratings",
  "firewall_reviews",
  "shadow_pairs",
  "firewall_dry_run_changes",
] as const;

/**
 * Applies every plan's retention: whole partitions go when no plan keeps them any longer; rows of shorter plans
 * leave the older partitions in small batches, so that no long lock is held. Does nothing while another process is
 * at it.
 */
export async function runRetention(now: Date): Promise<RetentionReport> {
  const client = await ingestPool().connect();
  try {
    const { rows } = await client.query<{ held: boolean }>("SELECT pg_try_advisory_lock($1) AS held", [LOCK]);
    if (rows[0]?.held !== true) return { droppedPartitions: 0, deletedRows: 0 };
    return await applyRetention(now).finally(() => client.query("SELECT pg_advisory_unlock($1)", [LOCK]));
  } finally {
    client.release();
  }
}

async function applyRetention(now: Date): Promise<RetentionReport> {
  const report = { droppedPartitions: 0, deletedRows: 0 };
  for (const { table, keepDays } of PARENTS) {
    const longest = Math.max(...PLAN_IDS.map((planId) => keepDays(PLANS[planId])));
    report.droppedPartitions += await dropBefore(table, daysAgo(now, longest));
    for (const planId of PLAN_IDS) {
      const days = keepDays(PLANS[planId]);
      if (days < longest)
        report.deletedRows += await deletePlanRows(table, planId, { cutoff: daysAgo(now, days), now });
    }
  }
  for (const table of COMPANIONS)
    for (const planId of PLAN_IDS)
      report.deletedRows += await deletePlanRows(table, planId, {
        cutoff: daysAgo(now, PLANS[planId].retentionDays.metadata),
        now,
      });
  for (const planId of PLAN_IDS) await forgetReasons(planId, now);
  for (const planId of PLAN_IDS)
    report.deletedRows += await deleteDerived(
      planId,
      daysAgo(now, PLANS[planId].retentionDays.metadata),
      now,
    );
  report.deletedRows += await applyProjectRetention(now);
  report.deletedRows += await forgetMarks(daysAgo(now, MARKS_KEPT_DAYS));
  return report;
}

/** Hourly counters and sessions, which go with the requests that they are made of. */
async function deleteDerived(planId: PlanId, cutoff: Date, now: Date): Promise<number> {
  let total = 0;
  for (const { table, at } of DERIVED) {
    const { rowCount } = await ingestPool().query(
      `DELETE FROM ${table} t WHERE t.${at} < $1 AND $2 = coalesce(
        (SELECT coalesce(CASE WHEN s.kept_until > $3 THEN s.kept_plan_id END, s.plan_id)::text
         FROM subscriptions s WHERE s.org_id = t.org_id), 'free')`,
      [cutoff, planId, now],
    );
    total += rowCount ?? 0;
  }
  return total;
}

/** A journal that was left behind is moved within that time, or its records are past what any plan keeps. */
const MARKS_KEPT_DAYS = Math.max(...PLAN_IDS.map((planId) => PLANS[planId].retentionDays.metadata));

async function forgetMarks(cutoff: Date): Promise<number> {
  const { rowCount } = await ingestPool().query("DELETE FROM erasure_marks WHERE erased_at < $1", [cutoff]);
  return rowCount ?? 0;
}

/** A judge's reason may quote the conversation: it goes with the bodies. */
async function forgetReasons(planId: PlanId, now: Date): Promise<void> {
  const cutoff = daysAgo(now, PLANS[planId].retentionDays.bodies);
  await ingestPool().query(
    `UPDATE judgements j SET reason = NULL WHERE j.reason IS NOT NULL AND j.created_at < $1 AND $2 = coalesce(
      (SELECT coalesce(CASE WHEN s.kept_until > $3 THEN s.kept_plan_id END, s.plan_id)::text
       FROM subscriptions s WHERE s.org_id = j.org_id), 'free')`,
    [cutoff, planId, now],
  );
}

function daysAgo(now: Date, days: number): Date {
  return new Date(now.getTime() - days * DAY_MS);
}

async function dropBefore(table: string, cutoff: Date): Promise<number> {
  const result = await ingestPool().query<{ dropped: number }>(
    "SELECT floopy_drop_partitions($1, $2::date) AS dropped",
    [table, isoDay(cutoff)],
  );
  return result.rows[0]?.dropped ?? 0;
}

/**
 * An organisation without a subscription row is on the free plan; after a downgrade the former plan's days hold for as
 * long as was promised.
 */
async function deletePlanRows(
  table: string,
  planId: string,
  { cutoff, now }: { cutoff: Date; now: Date },
): Promise<number> {
  const id = table === "requests" ? "id" : "request_id";
  const statement = `
    DELETE FROM ${table} WHERE (${id}, created_at) IN (
      SELECT t.${id}, t.created_at FROM ${table} t
      LEFT JOIN subscriptions s ON s.org_id = t.org_id
      WHERE t.created_at < $1 AND coalesce(CASE WHEN s.kept_until > $3 THEN s.kept_plan_id END, s.plan_id, 'free')::text = $2
      LIMIT ${DELETE_BATCH})
    AND created_at < $1`;
  let total = 0;
  for (;;) {
    const { rowCount } = await ingestPool().query(statement, [cutoff, planId, now]);
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < DELETE_BATCH) return total;
  }
}
