import type { PoolClient } from "pg";
import { REQUEST_COLUMNS } from "./record-columns";

/** Something was used and nobody knows what it cost; a request that never reached a model is not among these. */
export const IS_UNPRICED =
  "cost_micro_usd IS NULL AND (input_tokens IS NOT NULL OR output_tokens IS NOT NULL)";

/** Counted of the rows that were really new. */
export interface FreshGroup {
  org_id: string;
  project_id: string;
  day: string;
  provider: string;
  model: string;
  status: string;
  request_count: number;
  unpriced_count: number;
}

/** In one order everywhere: two workers that store the same records in parallel wait for each other, never both. */
export function insertFrom(table: string, columns: readonly { name: string }[]): string {
  const names = columns.map((column) => column.name).join(", ");
  const key = columns.some(({ name }) => name === "id") ? "id" : "request_id";
  return `INSERT INTO ${table} (${names}) SELECT ${names} FROM stage_${table} ORDER BY ${key} ON CONFLICT DO NOTHING`;
}

const KEPT = `id, org_id, project_id, session_id, session_source, end_user_id, created_at, provider, model, status,
  input_tokens, output_tokens, cost_micro_usd, latency_ms, cache_status, saved_micro_usd, api_key_id, endpoint,
  storage_mode, purpose, route_id, fallback_index, task_category, ask_key, shadow_of, trial_id, http_status`;
/** A request refused before anybody was called is not used up. */
const IS_USED = "(status <> 'error' OR attempts <> '[]'::jsonb) AS is_used";

const MAKE_TABLES = `
  CREATE TEMP TABLE IF NOT EXISTS fresh_requests ON COMMIT DELETE ROWS AS
    SELECT ${KEPT}, ${IS_USED} FROM requests WITH NO DATA;
  CREATE TEMP TABLE IF NOT EXISTS fresh_sessions ON COMMIT DELETE ROWS AS
    SELECT org_id, project_id, id, first_seen_at FROM sessions WITH NO DATA`;

/**
 * Stores the staged rows and keeps in `fresh_requests`, until the transaction ends, those that were not there before:
 * all counters are taken from it. Their sessions, what is to be evaluated or compared, and what was spent are stored in the same
 * statement. A row without a session id was stored for its count alone.
 */
const STORE = `
  WITH fresh AS (
    ${insertFrom("requests", REQUEST_COLUMNS)}
    RETURNING ${KEPT}, ${IS_USED}
  ), kept AS (
    INSERT INTO fresh_requests SELECT * FROM fresh
  ), to_evaluate AS (
    INSERT INTO evaluation_queue (request_id, created_at, org_id)
    SELECT id, created_at, org_id FROM fresh
    WHERE status = 'ok' AND (purpose IS NULL OR shadow_of IS NOT NULL) AND storage_mode IN ('full', 'redacted')
      AND endpoint IN ('chat', 'messages', 'responses')
  ), paired AS (
    INSERT INTO shadow_pairs (org_id, project_id, trial_id, request_id, created_at, live_request_id, due_at)
    SELECT org_id, project_id, trial_id, id, created_at, shadow_of, now()
    FROM fresh WHERE shadow_of IS NOT NULL AND trial_id IS NOT NULL
    ON CONFLICT DO NOTHING
  ), touched AS (
    INSERT INTO sessions AS s (org_id, project_id, id, end_user_id, source, turn_count, cost_micro_usd, first_seen_at, last_seen_at)
    SELECT org_id, project_id, session_id, max(end_user_id), min(session_source), count(*),
      coalesce(sum(cost_micro_usd), 0), min(created_at), max(created_at)
    FROM fresh WHERE session_id <> '' GROUP BY org_id, project_id, session_id ORDER BY org_id, project_id, session_id
    ON CONFLICT (org_id, project_id, id) DO UPDATE SET
      end_user_id = coalesce(s.end_user_id, excluded.end_user_id),
      turn_count = s.turn_count + excluded.turn_count,
      cost_micro_usd = s.cost_micro_usd + excluded.cost_micro_usd,
      first_seen_at = least(s.first_seen_at, excluded.first_seen_at),
      last_seen_at = greatest(s.last_seen_at, excluded.last_seen_at)
    RETURNING s.org_id, s.project_id, s.id, s.first_seen_at
  ), kept_sessions AS (
    INSERT INTO fresh_sessions SELECT * FROM touched
  ), spent AS (
    INSERT INTO spend_months AS m (org_id, project_id, api_key_id, month, request_count, input_tokens, output_tokens,
      cost_micro_usd, unpriced_count)
    SELECT org_id, project_id, api_key_id, date_trunc('month', created_at, 'UTC')::date,
      count(*) FILTER (WHERE purpose IS NULL),
      coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cost_micro_usd), 0),
      count(*) FILTER (WHERE cost_micro_usd IS NULL AND status = 'ok')
    FROM fresh WHERE is_used GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (org_id, month, project_id, api_key_id) DO UPDATE SET
      request_count = m.request_count + excluded.request_count,
      input_tokens = m.input_tokens + excluded.input_tokens,
      output_tokens = m.output_tokens + excluded.output_tokens,
      cost_micro_usd = m.cost_micro_usd + excluded.cost_micro_usd,
      unpriced_count = m.unpriced_count + excluded.unpriced_count
  )
  SELECT org_id, project_id, to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day,
    coalesce(provider, '') AS provider, coalesce(model, '') AS model, status, count(*)::int AS request_count,
    (count(*) FILTER (WHERE ${IS_UNPRICED}))::int AS unpriced_count
  FROM fresh GROUP BY 1, 2, 3, 4, 5, 6`;

/** A connection keeps its temporary tables; one that failed, and lost them with its transaction, is closed. */
const prepared = new WeakSet<PoolClient>();

export async function storeFresh(client: PoolClient): Promise<FreshGroup[]> {
  if (!prepared.has(client)) await client.query(MAKE_TABLES);
  prepared.add(client);
  const { rows } = await client.query<FreshGroup>(STORE);
  return rows;
}
