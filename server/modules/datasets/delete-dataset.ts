import type { z } from "zod";
import { DatasetIdInput } from "@/server/contracts/datasets";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { type DatasetScope, getDatasetOrThrow } from "./datasets.queries";

/** Deletes a dataset with its rows, and ends runs over it; what these have found so far stays. */
export async function deleteDataset(
  ctx: Ctx,
  input: z.input<typeof DatasetIdInput>,
  scope: DatasetScope = {},
): Promise<{ id: string; deleted: true }> {
  authorize(ctx, "evaluation:manage");
  const { datasetId } = parseInput(DatasetIdInput, input);
  return withTenant(ctx, async (tx) => {
    const { id, name } = await getDatasetOrThrow(tx, ctx, datasetId, scope);
    await tx.evaluation.updateMany({
      where: { datasetId: id, orgId: ctx.orgId, status: { in: ["pending", "running"] } },
      data: { status: "cancelled", finishedAt: ctx.now(), dueAt: null },
    });
    await tx.dataset.delete({ where: { id, orgId: ctx.orgId } });
    await writeAudit(tx, ctx, {
      action: "dataset.deleted",
      targetKind: "dataset",
      targetId: id,
      changes: { name },
    });
    return { id, deleted: true };
  });
}
