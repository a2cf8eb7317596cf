import { EXPORT_DAYS } from "@/server/contracts/leaving";
import { errorFields, log } from "@/server/core/logger";
import { systemDb } from "@/server/db/system";
import { type Tx, withTenant } from "@/server/db/tenant";
import { sealPiece } from "./sealed-piece";
import { writeExport } from "./write-export";

const DAY_MS = 86_400_000;
/** A worker that has said nothing for so long is gone. */
const SILENT_MS = 10 * 60_000;

interface Claimed {
  id: string;
  org_id: string;
}

/** Makes the next export that waits; returns whether there was one. */
export async function runNextExport(now: Date, write = writeExport): Promise<boolean> {
  await forgetExpired(now);
  const [claimed] = await systemDb().$queryRaw<Claimed[]>`
    UPDATE org_exports SET status = 'running', claimed_at = ${now}, tables_done = 0, row_count = 0
    WHERE id = (
      SELECT id FROM org_exports
      WHERE status = 'waiting' OR (status = 'running' AND claimed_at < ${new Date(now.getTime() - SILENT_MS)})
      ORDER BY requested_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id, org_id`;
  if (claimed === undefined) return false;
  try {
    await makeExport(claimed, now, write);
  } catch (thrown) {
    log.error("an export failed", { orgId: claimed.org_id, ...errorFields(thrown) });
    await giveUp(claimed);
  }
  return true;
}

/** What was written of it would otherwise stay for good. */
async function giveUp({ id, org_id: orgId }: Claimed): Promise<void> {
  await withTenant({ orgId }, async (tx) => {
    await tx.orgExportPiece.deleteMany({ where: { orgId, exportId: id } });
    await tx.orgExport.updateMany({
      where: { id, orgId },
      data: { status: "failed", finishedAt: new Date() },
    });
  });
}

async function makeExport(
  { id, org_id: orgId }: Claimed,
  now: Date,
  write: typeof writeExport,
): Promise<void> {
  const tell = (tx: Tx, data: object) =>
    tx.orgExport.update({
      where: { id, orgId },
      data: { claimedAt: new Date(), ...data },
      select: { id: true },
    });
  const update = (data: object) => withTenant({ orgId }, (tx) => tell(tx, data));
  // Of an earlier try that was cut off.
  await withTenant({ orgId }, (tx) => tx.orgExportPiece.deleteMany({ where: { orgId, exportId: id } }));
  const { rows, bytes } = await write(orgId, {
    onStart: async (tablesTotal) => {
      await update({ tablesTotal });
    },
    onTable: async (tablesDone, rowCount) => {
      await update({ tablesDone, rowCount: BigInt(rowCount) });
    },
    onPiece: (position, piece) =>
      withTenant({ orgId }, async (tx) => {
        const sealed = await sealPiece({ orgId, exportId: id, position }, piece);
        // A large table takes longer than the silence of a worker that is gone; and of an organisation that was
        // deleted meanwhile nothing is kept.
        await tell(tx, {});
        const data = { orgId, exportId: id, position, ...sealed };
        await tx.orgExportPiece.create({ data, select: { position: true } });
      }),
  });
  await update({
    status: "done",
    rowCount: BigInt(rows),
    byteCount: BigInt(bytes),
    finishedAt: now,
    expiresAt: new Date(now.getTime() + EXPORT_DAYS * DAY_MS),
  });
}

async function forgetExpired(now: Date): Promise<void> {
  const expired = await systemDb().orgExport.findMany({
    where: { expiresAt: { lte: now } },
    take: 50,
    select: { id: true },
  });
  const ids = expired.map(({ id }) => id);
  if (ids.length === 0) return;
  await systemDb().orgExportPiece.deleteMany({ where: { exportId: { in: ids } } });
  await systemDb().orgExport.deleteMany({ where: { id: { in: ids } } });
}
