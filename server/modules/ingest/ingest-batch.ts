import type { PoolClient } from "pg";
import { isMissingPartition } from "./classify-failure";
import { type Column, copyRows } from "./copy-rows";
import { ingestPool } from "./ingest-pool";
import { ensurePartitions, forgetPartitions } from "./partitions";
import { BODY_COLUMNS, DECISION_COLUMNS, REQUEST_COLUMNS } from "./record-columns";
import { reportBlocked } from "./report-blocked";
import { reportMissingPrices } from "./report-missing-prices";
import { dayOf, type RequestRecord } from "./request-record";
import { type FreshGroup, rollUp } from "./roll-up";
import { rollUpLearning } from "./roll-up-learning";
import { rollUpRoutes } from "./roll-up-routes";
import { rollUpUsage } from "./roll-up-usage";
import { withoutErased } from "./without-erased";

/**
 * Stores records exactly once: rows, sessions and counters in one transaction, and only rows that were not there
 * before count. Running the same batch again changes nothing. Returns how many records were new.
 */
export async function ingestBatch(records: readonly RequestRecord[]): Promise<number> {
  if (records.length === 0) return 0;
  try {
    return await storeBatch(records);
  } catch (thrown) {
    // Retention may have dropped a partition that this process remembered.
    if (!isMissingPartition(thrown)) throw thrown;
    return storeBatch(records);
  }
}

async function storeBatch(records: readonly RequestRecord[]): Promise<number> {
  const client = await ingestPool().connect();
  let failure: Error | undefined;
  try {
    await client.query("BEGIN");
    await ensurePartitions(client, [...new Set(records.map(dayOf))]);
    const fresh = await storeRecords(client, await withoutErased(client, records));
    await rollUp(client, fresh);
    await rollUpRoutes(client);
    await rollUpUsage(client);
    await rollUpLearning(client);
    await reportMissingPrices(client, fresh);
    await reportBlocked(client, fresh);
    await announce(client, fresh);
    await client.query("COMMIT");
    return fresh.reduce((sum, group) => sum + group.request_count, 0);
  } catch (thrown) {
    failure = thrown instanceof Error ? thrown : new Error(String(thrown));
    forgetPartitions();
    await client.query("ROLLBACK").catch(() => {});
    throw failure;
  } finally {
    // A connection that failed may still be mid-COPY: closing it is safer than reusing it.
    client.release(failure);
  }
}

async function storeRecords(client: PoolClient, records: readonly RequestRecord[]): Promise<FreshGroup[]> {
  await stage(client, "requests", REQUEST_COLUMNS, records);
  await stage(
    client,
    "request_bodies",
    BODY_COLUMNS,
    records.filter((record) => record.bodies !== null),
  );
  await stage(
    client,
    "decisions",
    DECISION_COLUMNS,
    records.filter((record) => record.decision !== null),
  );
  const inserted = await client.query<FreshGroup>(STORE_REQUESTS);
  await client.query(insertFrom("request_bodies", BODY_COLUMNS));
  await client.query(insertFrom("decisions", DECISION_COLUMNS));
  return inserted.rows;
}

async function stage(
  client: PoolClient,
  table: string,
  columns: readonly Column<RequestRecord>[],
  records: readonly RequestRecord[],
): Promise<void> {
  await makeStage(client, table);
  await copyRows(client, `stage_${table}`, columns, records);
}

/** A connection keeps its temporary tables; one that failed, and lost them with its transaction, is closed. */
const staged = new WeakMap<PoolClient, Set<string>>();

async function makeStage(client: PoolClient, table: string): Promise<void> {
  const tables = staged.get(client) ?? new Set();
  if (tables.has(table)) return;
  await client.query(
    `CREATE TEMP TABLE IF NOT EXISTS stage_${table} (LIKE ${table} INCLUDING DEFAULTS) ON COMMIT DELETE ROWS`,
  );
  staged.set(client, tables.add(table));
}

/** In one order everywhere: two workers that store the same records in parallel wait for each other, never both. */
function insertFrom(table: string, columns: readonly Column<RequestRecord>[]): string {
  const names = columns.map((column) => column.name).join(", ");
  const key = columns.some(({ name }) => name === "id") ? "id" : "request_id";
  return `INSERT INTO ${table} (${names}) SELECT ${names} FROM stage_${table} ORDER BY ${key} ON CONFLICT DO NOTHING`;
}

/** Something was used and nobody knows what it cost; a request that never reached a model is not among these. */
const IS_UNPRICED = "cost_micro_usd IS NULL AND (input_tokens IS NOT NULL OR output_tokens IS NOT NULL)";

/**
 * The sessions of the fresh rows, and what is to be evaluated, are kept in the same statement: it alone knows which rows were new. A row without a
 * session id was stored for its count alone. A request refused before anybody was called is not used up.
 */
const STORE_REQUESTS = `
  WITH fresh AS (
    ${insertFrom("requests", REQUEST_COLUMNS)}
    RETURNING id, org_id, project_id, session_id, session_source, end_user_id, created_at, provider, model, status,
      input_tokens, output_tokens, cost_micro_usd, latency_ms, cache_status, saved_micro_usd,
      api_key_id, attempts, endpoint, storage_mode, purpose
  ), to_evaluate AS (
    INSERT INTO evaluation_queue (request_id, created_at, org_id)
    SELECT id, created_at, org_id FROM fresh
    WHERE status = 'ok' AND purpose IS NULL AND storage_mode IN ('full', 'redacted')
      AND endpoint IN ('chat', 'messages', 'responses')
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
  ), spent AS (
    INSERT INTO spend_months AS m (org_id, project_id, api_key_id, month, request_count, input_tokens, output_tokens,
      cost_micro_usd, unpriced_count)
    SELECT org_id, project_id, api_key_id, date_trunc('month', created_at, 'UTC')::date,
      count(*) FILTER (WHERE purpose IS NULL),
      coalesce(sum(input_tokens), 0), coalesce(sum(output_tokens), 0), coalesce(sum(cost_micro_usd), 0),
      count(*) FILTER (WHERE cost_micro_usd IS NULL AND status = 'ok')
    FROM fresh WHERE status <> 'error' OR attempts <> '[]'::jsonb GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (org_id, month, project_id, api_key_id) DO UPDATE SET
      request_count = m.request_count + excluded.request_count,
      input_tokens = m.input_tokens + excluded.input_tokens,
      output_tokens = m.output_tokens + excluded.output_tokens,
      cost_micro_usd = m.cost_micro_usd + excluded.cost_micro_usd,
      unpriced_count = m.unpriced_count + excluded.unpriced_count
  )
  SELECT org_id, project_id, date_trunc('hour', created_at, 'UTC') AS hour, coalesce(provider, '') AS provider,
    coalesce(model, '') AS model, status, latency_ms, count(*)::int AS request_count,
    coalesce(sum(input_tokens), 0)::float8 AS input_tokens, coalesce(sum(output_tokens), 0)::float8 AS output_tokens,
    coalesce(sum(cost_micro_usd), 0)::float8 AS cost_micro_usd,
    (count(*) FILTER (WHERE ${IS_UNPRICED}))::int AS unpriced_count,
    (count(*) FILTER (WHERE cache_status LIKE 'hit-%'))::int AS cache_hit_count,
    (count(*) FILTER (WHERE cache_status = 'miss'))::int AS cache_miss_count,
    coalesce(sum(saved_micro_usd), 0)::float8 AS saved_micro_usd
  FROM fresh GROUP BY 1, 2, 3, 4, 5, 6, 7`;

/** Consoles listen for their organisation's id; the notice leaves with the commit. */
async function announce(client: PoolClient, fresh: readonly FreshGroup[]): Promise<void> {
  const orgIds = [...new Set(fresh.map((row) => row.org_id))];
  if (orgIds.length === 0) return;
  await client.query("SELECT pg_notify('floopy_requests', org_id) FROM unnest($1::text[]) AS org_id", [
    orgIds,
  ]);
}
