import { writeAudit } from "@/server/core/audit";
import type { ContentKey } from "@/server/core/content-cipher";
import type { Ctx } from "@/server/core/context";
import { uuidv7 } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
import { masterKey, masterKeyId as presentMasterKeyId } from "@/server/env";
import { newContentKey, rewrapped, STORED_KEY, type StoredKey, unwrap } from "./content-key";

const DAY_MS = 86_400_000;
/** A key is written with for so long; it is read with for as long as there is anything to read. */
const KEY_DAYS = 365;
const AT_ONCE = 500;

/** The key that an organisation writes with. Its first one is made when it is asked for. */
export async function currentContentKey(orgId: string): Promise<ContentKey> {
  const found = (await newestKey(orgId)) ?? (await makeKey(orgId, 1));
  return unwrap(found);
}

function newestKey(orgId: string): Promise<StoredKey | null> {
  return systemDb().contentKey.findFirst({
    where: { orgId },
    orderBy: { version: "desc" },
    select: STORED_KEY,
  });
}

/**
 * Of two processes that make the same version at once, the first one’s counts. An organisation that is gone gets none,
 * also while it is being deleted: the lock waits for that.
 */
async function makeKey(orgId: string, version: number): Promise<StoredKey> {
  const { ciphertext, wrappedKey, masterKeyId } = newContentKey(orgId, version);
  await systemDb().$executeRaw`
    INSERT INTO content_keys (org_id, version, ciphertext, wrapped_key, master_key_id)
    SELECT org_id, ${version}, ${ciphertext}, ${wrappedKey}, ${masterKeyId}
    FROM (SELECT org_id FROM organizations WHERE org_id = ${orgId} FOR KEY SHARE) AS owner
    ON CONFLICT DO NOTHING`;
  return systemDb().contentKey.findUniqueOrThrow({
    where: { orgId_version: { orgId, version } },
    select: STORED_KEY,
  });
}

/** Another key to write with from now on; what the earlier ones wrote stays readable. */
export async function rotateContentKey(orgId: string, now: Date): Promise<void> {
  const version = ((await newestKey(orgId))?.version ?? 0) + 1;
  const ctx: Ctx = {
    ...{ orgId, planId: "free", requestId: uuidv7(), address: null, now: () => now },
    actor: { kind: "job", name: "content keys" },
  };
  await withTenant(ctx, async (tx) => {
    const { count } = await tx.contentKey.createMany({
      data: [newContentKey(orgId, version)],
      skipDuplicates: true,
    });
    // Another process was first.
    if (count === 0) return;
    await writeAudit(tx, ctx, {
      action: "content_key.rotated",
      targetKind: "organization",
      targetId: orgId,
      changes: { version },
    });
  });
}

/**
 * Replaces keys that have been written with for a year, and wraps those of an earlier master key anew; `only` keeps to
 * one organisation.
 */
export async function tendContentKeys(now: Date, only: string | null = null): Promise<number> {
  const old = await systemDb().$queryRaw<{ org_id: string }[]>`
    SELECT org_id FROM content_keys WHERE ${only}::text IS NULL OR org_id = ${only} GROUP BY org_id
    HAVING max(created_at) < ${new Date(now.getTime() - KEY_DAYS * DAY_MS)} LIMIT ${AT_ONCE}`;
  for (const { org_id: orgId } of old) await rotateContentKey(orgId, now);
  const stale = await systemDb().contentKey.findMany({
    where: {
      masterKeyId: { not: presentMasterKeyId(masterKey()) },
      ...(only === null ? {} : { orgId: only }),
    },
    take: AT_ONCE,
    select: STORED_KEY,
  });
  for (const stored of stale) {
    const { orgId, version } = stored;
    await systemDb().contentKey.updateMany({
      where: { orgId, version, masterKeyId: stored.masterKeyId },
      data: rewrapped(stored),
    });
  }
  return old.length + stale.length;
}
