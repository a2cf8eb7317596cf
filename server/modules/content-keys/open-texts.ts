import { errorFields, log } from "@/server/core/logger";
import type { Tx } from "@/server/db/tenant";
import { type KeysByVersion, keysOf, type LoadKeys, loadWith } from "./load-keys";
import { openText, readSealed, SEALED_TEXTS, type TextForm } from "./sealed-texts";

export type SealedTable = keyof typeof SEALED_TEXTS;

type TextRow = { id: string };

/**
 * Rows of a table with their texts readable, whatever columns of it were selected. A text whose key is gone, or that was
 * changed, is as if it were not stored: null.
 */
export function openTexts<Row extends TextRow>(
  tx: Pick<Tx, "contentKey">,
  orgId: string,
  table: SealedTable,
  rows: readonly Row[],
): Promise<Row[]> {
  return openTextsBy(loadWith(tx), orgId, table, rows);
}

/** One of them; null stays null. */
export async function openTextsOf<Row extends TextRow>(
  tx: Pick<Tx, "contentKey">,
  orgId: string,
  table: SealedTable,
  row: Row | null,
): Promise<Row | null> {
  const [opened] = row === null ? [] : await openTexts(tx, orgId, table, [row]);
  return opened ?? null;
}

export async function openTextsBy<Row extends TextRow>(
  load: LoadKeys,
  orgId: string,
  table: SealedTable,
  rows: readonly Row[],
): Promise<Row[]> {
  const sealed = rows.map((row) => sealedIn(table, row));
  const versions = sealed.flatMap((fields) => fields.map(({ value }) => value.version));
  if (versions.length === 0) return [...rows];
  const keys = await keysOf(load, orgId, versions);
  return rows.map((row, index) => {
    const texts = (sealed[index] ?? []).map((field) => [field.name, opened(orgId, row.id, field, keys)]);
    return { ...row, ...Object.fromEntries(texts) };
  });
}

interface SealedField {
  /** As the row calls it. */
  name: string;
  column: string;
  value: NonNullable<ReturnType<typeof readSealed>>;
}

function sealedIn(table: SealedTable, row: TextRow): SealedField[] {
  const columns = new Map<string, TextForm>(Object.entries(SEALED_TEXTS[table]));
  return Object.entries(row).flatMap(([name, stored]: [string, unknown]) => {
    const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const form = columns.get(column);
    const value = form === undefined ? null : readSealed(stored, form);
    return value === null ? [] : [{ name, column, value }];
  });
}

function opened(orgId: string, rowId: string, { column, value }: SealedField, keys: KeysByVersion): unknown {
  const key = keys.get(value.version);
  if (key === undefined) return null;
  try {
    return openText(key, { orgId, rowId, column }, value);
  } catch (thrown) {
    log.error("a stored text cannot be decrypted", { name: rowId, orgId, ...errorFields(thrown) });
    return null;
  }
}
