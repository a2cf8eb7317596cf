import { openContent } from "@/server/core/content-cipher";
import { errorFields, log } from "@/server/core/logger";
import type { Tx } from "@/server/db/tenant";
import { type KeysByVersion, keysOf, type LoadKeys, loadWith } from "./load-keys";

/** What is stored of a conversation; null for what was stored as plain text, before there were keys. */
export interface StoredBody {
  requestId: string;
  keyVersion: number | null;
  requestBody: string | null;
  responseBody: string | null;
}

/** The same rows readable. A text whose key is gone, or that was changed, is as if it were not stored. */
export async function openBodies<Row extends StoredBody>(
  tx: Pick<Tx, "contentKey">,
  orgId: string,
  rows: readonly Row[],
): Promise<Row[]> {
  return openBodiesBy(loadWith(tx), orgId, rows);
}

/** One of them; null stays null. */
export async function openBody<Row extends StoredBody>(
  tx: Pick<Tx, "contentKey">,
  orgId: string,
  row: Row | null,
): Promise<Row | null> {
  const [opened] = row === null ? [] : await openBodies(tx, orgId, [row]);
  return opened ?? null;
}

export async function openBodiesBy<Row extends StoredBody>(
  load: LoadKeys,
  orgId: string,
  rows: readonly Row[],
): Promise<Row[]> {
  const versions = rows.flatMap(({ keyVersion }) => keyVersion ?? []);
  const keys = await keysOf(load, orgId, versions);
  return rows.map((row) => opened(orgId, row, keys));
}

function opened<Row extends StoredBody>(orgId: string, row: Row, keys: KeysByVersion): Row {
  const { requestId: rowId, keyVersion, requestBody, responseBody } = row;
  if (keyVersion === null) return row;
  const key = keys.get(keyVersion);
  const read = (part: "request" | "response", sealed: string | null): string | null => {
    if (sealed === null || key === undefined) return null;
    try {
      return openContent(key, { orgId, rowId, part }, sealed);
    } catch (thrown) {
      log.error("a stored text cannot be decrypted", { requestId: rowId, orgId, ...errorFields(thrown) });
      return null;
    }
  };
  return { ...row, requestBody: read("request", requestBody), responseBody: read("response", responseBody) };
}
