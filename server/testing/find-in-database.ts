import { systemDb } from "@/server/db/system";

interface Table {
  name: string;
  has_org: boolean;
}

/** The tables of which some row of the organisation, or of no organisation, has the text in any column. */
export async function findInDatabase(text: string, { orgId }: { orgId: string }): Promise<string[]> {
  const tables = await systemDb().$queryRaw<Table[]>`
    SELECT c.relname AS name, EXISTS (
      SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'org_id' AND NOT a.attisdropped) AS has_org
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND has_table_privilege(c.oid, 'SELECT')
    ORDER BY c.relname`;
  const found: string[] = [];
  for (const { name, has_org: hasOrg } of tables) {
    const own = hasOrg ? "t.org_id = $2" : "$2 <> ''";
    const statement = `SELECT 1 FROM "${name}" t WHERE ${own} AND position($1 IN t::text) > 0 LIMIT 1`;
    const rows = await systemDb().$queryRawUnsafe<unknown[]>(statement, text, orgId);
    if (rows.length > 0) found.push(name);
  }
  return found;
}
