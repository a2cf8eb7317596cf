import type { ClientBase } from "pg";
import { z } from "zod";
import { openBodiesBy } from "@/server/modules/content-keys";

const BodyLine = z.looseObject({
  request_id: z.string(),
  key_version: z.number().nullable(),
  request_body: z.string().nullable(),
  response_body: z.string().nullable(),
});

interface KeyRow {
  org_id: string;
  version: number;
  ciphertext: Uint8Array<ArrayBuffer>;
  wrapped_key: Uint8Array<ArrayBuffer>;
  master_key_id: string;
}

/** What was said, as it was stored before it was encrypted: an export is for people. */
export async function openBodyLines(
  client: ClientBase,
  orgId: string,
  lines: readonly string[],
): Promise<string[]> {
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
