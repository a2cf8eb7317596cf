import { Prisma } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import type { Tx } from "@/server/db/tenant";
import { SEALED_TEXTS, type TextForm, type TextSealer, textSealer } from "./sealed-texts";

const WINDOW = 1_000;
const LIMITS = { maxWait: 10_000, timeout: 60_000 };

interface Column {
  table: string;
  column: string;
  form: TextForm;
}

interface PlainText {
  id: string;
  org_id: string;
  value: unknown;
}

/**
 * Encrypts texts beside bodies that an earlier version stored as they are, each table once through by its ids. Several
 * processes may do so at once. Returns how many there were; `orgId` keeps to one organisation.
 */
export async function sealOldTexts(orgId: string | null = null): Promise<number> {
  let total = 0;
  for (const [table, columns] of Object.entries(SEALED_TEXTS))
    for (const [column, form] of Object.entries(columns))
      total += await sealColumn({ table, column, form }, orgId);
  return total;
}

/** Window by window of ids, so that no statement reads a large table through. */
async function sealColumn(place: Column, only: string | null): Promise<number> {
  let [total, after] = [0, ""];
  for (;;) {
    const last = await endOfWindow(place, only, after);
    if (last === null) return total;
    const window = { only, after, last };
    total += await systemDb().$transaction((tx) => sealWindow(tx, place, window), LIMITS);
    after = last;
  }
}

async function endOfWindow({ table }: Column, only: string | null, after: string): Promise<string | null> {
  const [found] = await systemDb().$queryRaw<{ last: string | null }[]>`
    SELECT max(id) AS last FROM (
      SELECT id FROM ${Prisma.raw(`"${table}"`)} WHERE id > ${after} AND (${only}::text IS NULL OR org_id = ${only})
      ORDER BY id LIMIT ${WINDOW}) AS rows`;
  return found?.last ?? null;
}

async function sealWindow(
  tx: Tx,
  place: Column,
  { only, after, last }: { only: string | null; after: string; last: string },
): Promise<number> {
  const [table, column] = [Prisma.raw(`"${place.table}"`), Prisma.raw(`"${place.column}"`)];
  const rows = await tx.$queryRaw<PlainText[]>`
    SELECT id, org_id, ${column} AS value FROM ${table}
    WHERE id > ${after} AND id <= ${last} AND ${IS_PLAIN[place.form](column)}
      AND (${only}::text IS NULL OR org_id = ${only})
    FOR UPDATE SKIP LOCKED`;
  const sealers = new Map<string, TextSealer>();
  for (const { id, org_id: orgId, value } of rows) {
    const sealer = sealers.get(orgId) ?? (await textSealer(orgId));
    sealers.set(orgId, sealer);
    const sealed = SEAL[place.form](sealer, { id, column: place.column, value });
    await tx.$executeRaw`UPDATE ${table} SET ${column} = ${sealed} WHERE id = ${id} AND org_id = ${orgId}`;
  }
  return rows.length;
}

type SealValue = (sealer: TextSealer, text: { id: string; column: string; value: unknown }) => Prisma.Sql;

/** Each as the column’s type takes it. */
const SEAL: Readonly<Record<TextForm, SealValue>> = {
  text: (sealer, { id, column, value }) => Prisma.sql`${sealer.text(id, column, String(value))}`,
  json: (sealer, { id, column, value }) =>
    Prisma.sql`${JSON.stringify(sealer.json(id, column, value))}::jsonb`,
  facts: (sealer, { id, column, value }) =>
    Prisma.sql`${JSON.stringify(sealer.facts(id, column, Object(value)))}::jsonb`,
};

const IS_PLAIN: Readonly<Record<TextForm, (column: Prisma.Sql) => Prisma.Sql>> = {
  text: (column) => Prisma.sql`${column} NOT LIKE 'fl-sealed:%'`,
  json: (column) =>
    Prisma.sql`(jsonb_typeof(${column}) <> 'string' OR ${column} #>> '{}' NOT LIKE 'fl-sealed:%')`,
  facts: (column) => Prisma.sql`NOT ${column} ? 'sealed'`,
};
