import type { Tx } from "@/server/db/tenant";
import type { Subject } from "./subject";

/** Deletes what the product has made of these requests: what checks, judges and people said of them. */
export async function eraseVerdicts(
  tx: Tx,
  { orgId }: Subject,
  requestIds: readonly string[],
): Promise<{ checks: number; judgements: number; ratings: number }> {
  const ofThese = { orgId, requestId: { in: [...requestIds] } };
  await tx.evaluationQueue.deleteMany({ where: ofThese });
  const checks = await tx.requestCheck.deleteMany({ where: ofThese });
  const judgements = await tx.judgement.deleteMany({ where: ofThese });
  const ratings = await tx.manualRating.deleteMany({ where: ofThese });
  return { checks: checks.count, judgements: judgements.count, ratings: ratings.count };
}
