import { LearningModeSchema, type LearningReceiptView } from "@/server/contracts/learning";
import type { LearningReceipt } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";

const RECEIPTS_MAX = 50;

/** The organisation's receipts, the newest first. */
export async function listReceipts(tx: Tx, orgId: string): Promise<LearningReceiptView[]> {
  const rows = await tx.learningReceipt.findMany({
    where: { orgId },
    orderBy: { createdAt: "desc" },
    take: RECEIPTS_MAX,
  });
  return rows.map(toReceipt);
}

export function toReceipt(row: LearningReceipt): LearningReceiptView {
  return {
    id: row.id,
    from_mode: LearningModeSchema.parse(row.fromMode),
    to_mode: LearningModeSchema.parse(row.toMode),
    actor: row.actorLabel,
    created_at: row.createdAt.toISOString(),
    snapshot_id_before: row.snapshotIdBefore,
    snapshot_id_after: row.snapshotIdAfter,
    hash_before: row.hashBefore,
    hash_after: row.hashAfter,
    hash_without: row.hashWithout,
    cells: row.cellCount,
    answers: row.answerCount,
  };
}
