import type { ClientBase } from "pg";
import { z } from "zod";
import { openBodiesBy, openTextsBy, SEALED_TEXTS } from "@/server/modules/content-keys";

const BodyLine = z.looseObject({
  request_id: z.string(),
  key_version: z.number().nullable(),
  request_body: z.string().nullable(),
  response_body: z.string().nullable(),
});

const TextLine = z.looseObject({ id: z.string() });
const isSealed = (table: string): table is keyof typeof SEALED_TEXTS => Object.hasOwn(SEALED_TEXTS, table);

interface KeyRow {
  org_id: string;
  version: number;
  ciphertext: Uint8Array<ArrayBuffer>;
  wrapped_key: Uint8Array<ArrayBuffer>;
  master_key_id: string;
}

/** The lines of a table with what was said as it was before it was encrypted: an export is for people. */
export async function openLines(
  client: ClientBase,
  { orgId, table }: { orgId: string; table: string },
  lines: readonly string[],
): Promise<readonly string[]> {
  if (table === "request_bodies") return openBodyLines(client, orgId, lines);
  if (!isSealed(table)) return lines;
  const rows = lines.map((line) => TextLine.parse(JSON.parse(line)));
  const opened = await openTextsBy((owner) => loadKeys(client, owner), orgId, table, rows);
  return opened.map((row) => JSON.stringify(row));
}

async function openBodyLines(client: ClientBase, orgId: string, lines: readonly string[]): Promise<string[]> {
  const rows = lines.map((line) => BodyLine.parse(JSON.parse(line)));
  const sealed = rows.map((row) => ({
    requestId: row.request_id,
    keyVersion: row.key_version,
    requestBody: row.request_body,
    responseBody: row.response_body,
  }));
  const opened = await openBodiesBy((owner) => loadKeys(client, owner), orgId, sealed);
  return rows.map(({ key_version: _, ...row }, index) =>
    JSON.stringify({
      ...row,
      request_body: opened[index]?.requestBody ?? null,
      response_body: opened[index]?.responseBody ?? null,
    }),
  );
}

async function loadKeys(client: ClientBase, orgId: string) {
  const { rows } = await client.query<KeyRow>("SELECT * FROM content_keys WHERE org_id = $1", [orgId]);
  return rows.map((row) => ({
    orgId: row.org_id,
    version: row.version,
    ciphertext: row.ciphertext,
    wrappedKey: row.wrapped_key,
    masterKeyId: row.master_key_id,
  }));
}
