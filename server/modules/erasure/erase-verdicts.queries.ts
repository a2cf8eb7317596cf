import type { ErasedCounts } from "@/server/contracts/erasure";
import type { Tx } from "@/server/db/tenant";
import type { Subject } from "./subject";

/** Deletes what the product has made of these requests: what checks, judges and people said of them. */
export async function eraseVerdicts(
  tx: Tx,
  { orgId }: Subject,
  requestIds: readonly string[],
): Promise<Pick<ErasedCounts, "checks" | "judgements" | "ratings" | "firewall_reviews" | "dry_run_changes">> {
  const ofThese = { orgId, requestId: { in: [...requestIds] } };
  // A row that a check holds is its own to delete; waiting for it here, while it waits for the request, would be a deadlock.
  await tx.$executeRaw`
    DELETE FROM evaluation_queue WHERE (request_id, created_at) IN (
      SELECT request_id, created_at FROM evaluation_queue
      WHERE org_id = ${orgId} AND request_id = ANY(${[...requestIds]}::uuid[]) FOR UPDATE SKIP LOCKED)`;
  const checks = await tx.requestCheck.deleteMany({ where: ofThese });
  const judgements = await tx.judgement.deleteMany({ where: ofThese });
  const ratings = await tx.manualRating.deleteMany({ where: ofThese });
  const reviews = await tx.firewallReview.deleteMany({ where: ofThese });
  const changes = await tx.firewallDryRunChange.deleteMany({ where: ofThese });
  // What a rule lets pass is the customer's policy; which request it came from is not.
  await tx.firewallAllowRule.updateMany({ where: ofThese, data: { requestId: null } });
  return {
    checks: checks.count,
    judgements: judgements.count,
    ratings: ratings.count,
    firewall_reviews: reviews.count,
    dry_run_changes: changes.count,
  };
}
