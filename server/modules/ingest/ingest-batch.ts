import type { PoolClient } from "pg";
import { isMissingPartition } from "./classify-failure";
import { type Column, copyRows } from "./copy-rows";
import { type FreshGroup, insertFrom, storeFresh } from "./fresh-rows";
import { ingestPool } from "./ingest-pool";
import { ensurePartitions, forgetPartitions } from "./partitions";
import { BODY_COLUMNS, DECISION_COLUMNS, REQUEST_COLUMNS } from "./record-columns";
import { reportBlocked } from "./report-blocked";
import { reportMissingPrices } from "./report-missing-prices";
import { dayOf, type RequestRecord } from "./request-record";
import { rollUp } from "./roll-up";
import { rollUpFirewall } from "./roll-up-firewall";
import { rollUpLearning } from "./roll-up-learning";
import { rollUpPacing } from "./roll-up-pacing";
import { rollUpRetries } from "./roll-up-retries";
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
    await rollUp(client);
    await rollUpRoutes(client);
    await rollUpUsage(client);
    await rollUpFirewall(client);
    await rollUpLearning(client);
    await rollUpRetries(client);
    await rollUpPacing(client);
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
  const fresh = await storeFresh(client);
  await client.query(insertFrom("request_bodies", BODY_COLUMNS));
  await client.query(insertFrom("decisions", DECISION_COLUMNS));
  return fresh;
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

/** Consoles listen for their organisation's id; the notice leaves with the commit. */
async function announce(client: PoolClient, fresh: readonly FreshGroup[]): Promise<void> {
  const orgIds = [...new Set(fresh.map((row) => row.org_id))];
  if (orgIds.length === 0) return;
  await client.query("SELECT pg_notify('floopy_requests', org_id) FROM unnest($1::text[]) AS org_id", [
    orgIds,
  ]);
}
