import type { ClientBase } from "pg";

/** Kept for running the product, not about the customer; or themselves exports. */
const NOT_EXPORTED: ReadonlySet<string> = new Set([
  "budget_counters",
  "budget_reservations",
  "content_keys",
  "erasure_marks",
  "limit_states",
  "org_export_pieces",
  "organization_sweeps",
  "outbox_messages",
]);

/** Columns that let somebody in, or that only our keys can read. */
const SECRET = /hash|secret|ciphertext|wrapped|(^|_)token$|sealed|master_key|pepper/;

export interface ExportedTable {
  name: string;
  columns: string[];
}

const COLUMNS = `
  SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.atttypid <> 'bytea'::regtype) AS columns
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND EXISTS (SELECT 1 FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'org_id' AND NOT o.attisdropped)
  GROUP BY c.relname ORDER BY c.relname`;

/** Every table that holds something of an organisation, with what of it may leave. A new table is there by itself. */
export async function exportedTables(client: ClientBase): Promise<ExportedTable[]> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(COLUMNS);
  return rows
    .filter(({ name }) => !NOT_EXPORTED.has(name))
    .map(({ name, columns }) => ({ name, columns: columns.filter((column) => !SECRET.test(column)) }));
}
