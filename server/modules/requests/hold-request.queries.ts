import type { Tx } from "@/server/db/tenant";

export interface HeldRequest {
  orgId: string;
  requestId: string;
  createdAt: Date;
}

/**
 * Holds a request until the transaction ends, so that an erasure waits and finds what is written about it. False: it is
 * gone, or about to be; waiting for an erasure that waits for another request held here would end in a deadlock.
 */
export async function holdRequest(tx: Tx, { orgId, requestId, createdAt }: HeldRequest): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM requests WHERE id = ${requestId}::uuid AND created_at = ${createdAt} AND org_id = ${orgId}
    FOR KEY SHARE SKIP LOCKED`;
  return rows.length > 0;
}
