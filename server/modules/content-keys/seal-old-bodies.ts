import { type ContentKey, sealContent } from "@/server/core/content-cipher";
import { systemDb } from "@/server/db/system";
import type { Tx } from "@/server/db/tenant";
import { currentContentKey } from "./keep-content-keys";

/** Held in memory while they are encrypted. */
const BATCH = 100;
const LIMITS = { maxWait: 10_000, timeout: 60_000 };

interface PlainBody {
  request_id: string;
  created_at: Date;
  org_id: string;
  request_body: string | null;
  response_body: string | null;
}

/**
 * Encrypts texts that were stored as they are: by an earlier version, or from a journal that one left behind. Several
 * processes may do so at once. Returns how many there were; `orgId` keeps to one organisation.
 */
export async function sealOldBodies(orgId: string | null = null): Promise<number> {
  let total = 0;
  for (;;) {
    const count = await systemDb().$transaction((tx) => sealBatch(tx, orgId), LIMITS);
    total += count;
    if (count < BATCH) return total;
  }
}

async function sealBatch(tx: Tx, only: string | null): Promise<number> {
  const rows = await tx.$queryRaw<PlainBody[]>`
    SELECT request_id::text, created_at, org_id, request_body, response_body FROM request_bodies
    WHERE key_version IS NULL AND (${only}::text IS NULL OR org_id = ${only})
    ORDER BY created_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED`;
  const keys = new Map<string, ContentKey>();
  for (const row of rows) {
    const key = keys.get(row.org_id) ?? (await currentContentKey(row.org_id));
    keys.set(row.org_id, key);
    const seal = (part: "request" | "response", text: string | null): string | null =>
      text === null ? null : sealContent(key, { orgId: row.org_id, rowId: row.request_id, part }, text);
    await tx.requestBody.updateMany({
      where: { requestId: row.request_id, createdAt: row.created_at, orgId: row.org_id },
      data: {
        keyVersion: key.version,
        requestBody: seal("request", row.request_body),
        responseBody: seal("response", row.response_body),
      },
    });
  }
  return rows.length;
}
