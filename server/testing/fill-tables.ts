import { Client } from "pg";

interface Column {
  table: string;
  column: string;
  type: string;
  /** `b` base, `e` enum; arrays are base types of their own. */
  kind: string;
}

const COLUMNS = `
  SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, NULL) AS type, t.typtype AS kind
  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    JOIN pg_type t ON t.oid = a.atttypid
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND EXISTS (SELECT 1 FROM pg_attribute o WHERE o.attrelid = c.oid AND o.attname = 'org_id' AND NOT o.attisdropped)
  ORDER BY c.relname, a.attnum`;

/**
 * Puts a row into every table of tenants in which the organisation has none: its id stands in every column that can hold
 * a text. The tables are asked of the database, so that a new one is there by itself; the rows refer to nothing.
 */
export async function fillTables(orgId: string): Promise<string[]> {
  const client = new Client({ connectionString: process.env.DATABASE_URL });
  await client.connect();
  try {
    // No foreign keys and no triggers.
    await client.query("SET session_replication_role = replica");
    const filled: string[] = [];
    for (const [table, columns] of byTable((await client.query<Column>(COLUMNS)).rows)) {
      const has = await client.query(`SELECT 1 FROM "${table}" WHERE org_id = $1 LIMIT 1`, [orgId]);
      if (has.rows.length > 0) continue;
      const names = columns.map(({ column }) => `"${column}"`).join(", ");
      const values = columns.map((column) => literalFor(column)).join(", ");
      await client.query(
        `INSERT INTO "${table}" (${names}) SELECT ${values} FROM (SELECT $1::text AS mark) m`,
        [orgId],
      );
      filled.push(table);
    }
    return filled;
  } finally {
    await client.end();
  }
}

function byTable(columns: readonly Column[]): Map<string, Column[]> {
  const tables = new Map<string, Column[]>();
  for (const column of columns) tables.set(column.table, [...(tables.get(column.table) ?? []), column]);
  return tables;
}

/** Times are so far ahead that no worker takes the row. */
const VALUES: Readonly<Record<string, string>> = {
  "text[]": "ARRAY[mark]",
  "timestamp with time zone": "'2100-01-01'::timestamptz",
  date: "'2100-01-01'::date",
  boolean: "false",
  jsonb: "jsonb_build_object('mark', mark)",
  bytea: "convert_to(mark, 'UTF8')",
  uuid: "gen_random_uuid()",
};

function literalFor({ type, kind }: Column): string {
  if (kind === "e") return `(enum_range(NULL::${type}))[1]`;
  if (/^(text|character varying)$/.test(type)) return "mark";
  if (/^(smallint|integer|bigint|numeric|real|double precision)$/.test(type)) return "0";
  return VALUES[type] ?? `'{}'::${type}`;
}
