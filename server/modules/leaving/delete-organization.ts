import { Client, type ClientBase } from "pg";
import { newId } from "@/server/core/ids";
import { connectionFor } from "@/server/db/client";
import type { MailContent } from "@/server/integrations/mail/render-mail";
import { ERASURE_LOCK, organizationMark } from "@/server/modules/ingest";
import { queuedMail } from "@/server/modules/outbox";
import { ssoProvider } from "@/server/modules/sso";

const BATCH_ROWS = 5_000;
/**
 * Deleted beforehand in small steps, so that the one transaction of the rest is short; rows that others hold at the
 * moment are left to it.
 */
const LARGE = [
  ["request_bodies", "request_id"],
  ["decisions", "request_id"],
  ["requests", "id"],
] as const;

/** By then no process remembers anything of it, and none of its requests is still running. */
const SWEEP_AFTER_MS = 15 * 60_000;

export interface DeletionFacts {
  orgId: string;
  requestedAt: Date;
  now: Date;
  /** The mails to send once it is done, under which the organisation is no longer known. */
  mails: (receipt: DeletionReceiptFacts) => readonly MailContent[];
}

export interface DeletionReceiptFacts {
  id: string;
  counts: Record<string, number>;
}

/**
 * Deletes every row of an organisation from every table that has any, whatever tables there are by now, in one
 * transaction that holds ingestion off; what arrives later of its records is dropped by the receipt’s mark. What is to
 * be done afterwards is written in the same transaction: a process that ends here leaves nothing undone.
 */
export async function deleteOrganization(facts: DeletionFacts): Promise<void> {
  await withClient(async (client) => {
    const counts = { content_keys: await destroyKeys(client, facts.orgId) };
    Object.assign(counts, await deleteLarge(client, facts.orgId));
    await client.query("BEGIN");
    await client.query("SELECT pg_advisory_xact_lock($1::bigint)", [ERASURE_LOCK]);
    // First of all its rows, as every change that may touch them does: two that wait for each other would both be lost.
    await client.query("SELECT 1 FROM organizations WHERE org_id = $1 FOR UPDATE", [facts.orgId]);
    const receipt = await deleteAll(client, facts, counts);
    await queueReceipt(client, facts, receipt);
    await client.query("INSERT INTO organization_sweeps (org_id, due_at) VALUES ($1, $2)", [
      facts.orgId,
      new Date(facts.now.getTime() + SWEEP_AFTER_MS),
    ]);
    await client.query("COMMIT");
  });
}

/**
 * Deletes what was written of a deleted organisation afterwards: a request that ran meanwhile, or a process that still
 * had its configuration, may have counted something.
 */
export async function sweepOrganization(orgId: string): Promise<void> {
  await withClient(async (client) => {
    await client.query("BEGIN");
    for (const table of await tablesInOrder(client))
      await client.query(`DELETE FROM "${table}" WHERE org_id = $1`, [orgId]);
    await client.query("COMMIT");
  });
}

async function withClient(work: (client: ClientBase) => Promise<void>): Promise<void> {
  const client = new Client({ ...connectionFor("floopy_system"), connectionTimeoutMillis: 5_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    await work(client);
  } catch (thrown) {
    await client.query("ROLLBACK").catch(() => {});
    throw thrown;
  } finally {
    await client.end().catch(() => {});
  }
}

/** In the name of the receipt: nothing may name the organisation any more. */
async function queueReceipt(
  client: ClientBase,
  { mails }: DeletionFacts,
  receipt: DeletionReceiptFacts,
): Promise<void> {
  for (const [index, mail] of mails(receipt).entries()) {
    const { id, orgId, topic, payload } = queuedMail(receipt.id, `out_${receipt.id}_${index}`, mail);
    await client.query("INSERT INTO outbox_messages (id, org_id, topic, payload) VALUES ($1, $2, $3, $4)", [
      id,
      orgId,
      topic,
      JSON.stringify(payload),
    ]);
  }
}

/** At once and for itself: whatever is left of the texts, in rows, files or copies, opens for nobody from here on. */
async function destroyKeys(client: ClientBase, orgId: string): Promise<number> {
  return (await client.query("DELETE FROM content_keys WHERE org_id = $1", [orgId])).rowCount ?? 0;
}

async function deleteLarge(client: ClientBase, orgId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const [table, id] of LARGE) {
    const statement = `DELETE FROM ${table} WHERE org_id = $1 AND (${id}, created_at) IN (
      SELECT ${id}, created_at FROM ${table} WHERE org_id = $1 LIMIT ${BATCH_ROWS} FOR UPDATE SKIP LOCKED)`;
    for (;;) {
      const { rowCount } = await client.query(statement, [orgId]);
      counts[table] = (counts[table] ?? 0) + (rowCount ?? 0);
      if ((rowCount ?? 0) < BATCH_ROWS) break;
    }
  }
  return counts;
}

async function deleteAll(
  client: ClientBase,
  { orgId, requestedAt, now }: DeletionFacts,
  counts: Record<string, number>,
): Promise<DeletionReceiptFacts> {
  const { rows: ledgers } = await client.query<{ deleted: Record<string, number> }>(
    "SELECT floopy_delete_ledgers($1, $2) AS deleted",
    [orgId, now],
  );
  Object.assign(counts, ledgers[0]?.deleted);
  for (const table of await tablesInOrder(client)) {
    const { rowCount } = await client.query(`DELETE FROM "${table}" WHERE org_id = $1`, [orgId]);
    if ((rowCount ?? 0) > 0) counts[table] = (counts[table] ?? 0) + (rowCount ?? 0);
  }
  await client.query("DELETE FROM accounts WHERE provider = $1", [ssoProvider(orgId)]);
  const id = newId("del");
  await client.query(
    "INSERT INTO deletion_receipts (id, org_mark, requested_at, finished_at, counts) VALUES ($1, $2, $3, $4, $5)",
    [id, organizationMark(orgId), requestedAt, now, JSON.stringify(counts)],
  );
  return { id, counts };
}

const TABLES = `
  SELECT c.relname AS name, coalesce(array_agg(f.confrelid::regclass::text) FILTER (WHERE f.oid IS NOT NULL), '{}') AS needs
  FROM pg_class c LEFT JOIN pg_constraint f ON f.conrelid = c.oid AND f.contype = 'f' AND f.confrelid <> c.oid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND has_table_privilege(c.oid, 'DELETE')
    AND EXISTS (SELECT 1 FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'org_id' AND NOT o.attisdropped)
  GROUP BY c.relname ORDER BY c.relname`;

/** Rows that point at others go before them. */
async function tablesInOrder(client: ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string; needs: string[] }>(TABLES);
  const needs = new Map(rows.map((row) => [row.name, row.needs]));
  const ordered: string[] = [];
  const visit = (name: string): void => {
    if (ordered.includes(name) || !needs.has(name)) return;
    for (const [other, targets] of needs) if (targets.includes(name)) visit(other);
    ordered.push(name);
  };
  for (const { name } of rows) visit(name);
  return ordered;
}
