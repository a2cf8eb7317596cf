import type { Tx } from "@/server/db/tenant";
import type { Subject } from "./subject";

/**
 * Deletes what datasets have copied of these requests, and what models said to it in evaluations. Statements of their own,
 * one after the other: while the one before waited, a copy may have been made, or an answer stored.
 */
export async function eraseCopies(
  tx: Tx,
  { orgId }: Subject,
  requestIds: readonly string[],
): Promise<{ dataset_rows: number; evaluation_results: number }> {
  const copies = await tx.$queryRaw<{ id: string }[]>`
    DELETE FROM dataset_rows WHERE org_id = ${orgId} AND source_request_id = ANY(${[...requestIds]}::uuid[])
    RETURNING id`;
  const inputId = { in: copies.map(({ id }) => id) };
  const { count } = await tx.evaluationResult.deleteMany({ where: { orgId, inputId } });
  return { dataset_rows: copies.length, evaluation_results: count };
}
