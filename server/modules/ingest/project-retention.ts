import { ingestPool } from "./ingest-pool";

const DAY_MS = 86_400_000;
const DELETE_BATCH = 5_000;

/** What is made of requests and says nothing without them, with the column of its time. An hour's counter goes as a whole. */
export const DERIVED = [
  { table: "request_rollups", at: "hour" },
  { table: "route_rollups", at: "hour" },
  { table: "firewall_hit_hours", at: "hour" },
  { table: "sessions", at: "last_seen_at" },
] as const;

const METADATA = [
  { table: "requests", id: "id" },
  { table: "decisions", id: "request_id" },
  { table: "request_checks", id: "request_id" },
  { table: "judgements", id: "request_id" },
  { table: "manual_ratings", id: "request_id" },
  { table: "firewall_reviews", id: "request_id" },
  { table: "shadow_pairs", id: "request_id" },
  { table: "firewall_dry_run_changes", id: "request_id" },
] as const;

interface ProjectDays {
  org_id: string;
  id: string;
  /** What was said never outlives the rest. */
  body_days: number;
  metadata_days: number | null;
}

/** Deletes what projects keep for less long than their plan does. */
export async function applyProjectRetention(now: Date): Promise<number> {
  const { rows } = await ingestPool().query<ProjectDays>(
    `SELECT org_id, id, least(body_days, metadata_days) AS body_days, metadata_days FROM projects
     WHERE body_days IS NOT NULL OR metadata_days IS NOT NULL ORDER BY org_id, id`,
  );
  let total = 0;
  for (const project of rows) total += await applyTo(project, now);
  return total;
}

async function applyTo({ org_id, id, body_days, metadata_days }: ProjectDays, now: Date): Promise<number> {
  const before = (days: number): unknown[] => [org_id, id, new Date(now.getTime() - days * DAY_MS)];
  // Before the requests, by which their bodies are found.
  let total = await inBatches(BODIES, before(body_days));
  await ingestPool().query(REASONS, before(body_days));
  if (metadata_days === null) return total;
  for (const { table, id: name } of METADATA)
    total += await inBatches(batchOf(table, name), before(metadata_days));
  for (const { table, at } of DERIVED) {
    const statement = `DELETE FROM ${table} WHERE org_id = $1 AND project_id = $2 AND ${at} < $3`;
    total += (await ingestPool().query(statement, before(metadata_days))).rowCount ?? 0;
  }
  return total;
}

const BODIES = `
  DELETE FROM request_bodies WHERE org_id = $1 AND created_at < $3 AND (request_id, created_at) IN (
    SELECT b.request_id, b.created_at FROM request_bodies b
    JOIN requests r ON r.id = b.request_id AND r.created_at = b.created_at
    WHERE b.org_id = $1 AND b.created_at < $3 AND r.org_id = $1 AND r.project_id = $2 LIMIT ${DELETE_BATCH})`;

/** A judge's reason may quote the conversation. */
const REASONS = `
  UPDATE judgements SET reason = NULL
  WHERE org_id = $1 AND project_id = $2 AND created_at < $3 AND reason IS NOT NULL`;

const batchOf = (table: string, id: string): string => `
  DELETE FROM ${table} WHERE org_id = $1 AND created_at < $3 AND (${id}, created_at) IN (
    SELECT ${id}, created_at FROM ${table} WHERE org_id = $1 AND project_id = $2 AND created_at < $3
    LIMIT ${DELETE_BATCH})`;

async function inBatches(statement: string, values: unknown[]): Promise<number> {
  let total = 0;
  for (;;) {
    const { rowCount } = await ingestPool().query(statement, values);
    total += rowCount ?? 0;
    if ((rowCount ?? 0) < DELETE_BATCH) return total;
  }
}
