import { uuidv7TimeMs } from "@/server/core/ids";
import type { ShadowPair } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import type { Tx } from "@/server/db/tenant";

/** Longer than any call of a judge takes: a worker that died is then taken to have. */
const LEASE_MS = 5 * 60_000;

/** Takes a pair that waits, of none of these organisations; others see it again only if this process ends. */
export async function claimPair(now: Date, busyOrgIds: readonly string[]): Promise<ShadowPair | null> {
  const db = systemDb();
  const [claimed] = await db.$queryRaw<{ org_id: string; request_id: string }[]>`
    UPDATE shadow_pairs SET tries = tries + 1, due_at = ${new Date(now.getTime() + LEASE_MS)}
    WHERE (org_id, request_id) = (
      SELECT org_id, request_id FROM shadow_pairs
      WHERE due_at <= ${now} AND status = 'pending' AND org_id <> ALL(${[...busyOrgIds]}::text[])
      ORDER BY due_at, request_id LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING org_id, request_id::text`;
  if (claimed === undefined) return null;
  const orgId_requestId = { orgId: claimed.org_id, requestId: claimed.request_id };
  return db.shadowPair.findUnique({ where: { orgId_requestId } });
}

const SIDE_FIELDS = {
  provider: true,
  model: true,
  status: true,
  errorCode: true,
  fallbackIndex: true,
  latencyMs: true,
  costMicroUsd: true,
} as const;

/** One side of a pair as it was recorded; null where it is not stored, or not any more. */
export function findSide(tx: Tx, orgId: string, id: string) {
  return tx.request.findFirst({
    where: { id, orgId, createdAt: new Date(uuidv7TimeMs(id)) },
    select: SIDE_FIELDS,
  });
}
export type PairSide = NonNullable<Awaited<ReturnType<typeof findSide>>>;
