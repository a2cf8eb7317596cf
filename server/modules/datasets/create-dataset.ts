import { CreateDatasetInput, DATASET_LIMITS, type DatasetView } from "@/server/contracts/datasets";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { getProjectOrThrow } from "@/server/modules/projects";
import { insertRows } from "./add-rows";

export async function createDataset(
  ctx: Ctx,
  input: CreateDatasetInput,
  { projectId }: { projectId: string },
): Promise<DatasetView> {
  authorize(ctx, "evaluation:manage");
  const { name, rows } = parseInput(CreateDatasetInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    await getProjectOrThrow(tx, ctx, projectId);
    if ((await tx.dataset.count({ where: { orgId: ctx.orgId } })) >= DATASET_LIMITS.datasets) {
      throw new AppError("limit_exceeded", "too many datasets", {
        userMessage: `An organisation has at most ${DATASET_LIMITS.datasets} datasets.`,
      });
    }
    const row = { id: newId("ds"), orgId: ctx.orgId, projectId, name, createdAt: ctx.now() };
    await tx.dataset.create({ data: row, select: { id: true } });
    const row_count =
      rows.length === 0 ? 0 : await insertRows(tx, ctx, { datasetId: row.id, projectId }, rows);
    await writeAudit(tx, ctx, {
      action: "dataset.created",
      targetKind: "dataset",
      targetId: row.id,
      changes: { name, rows: rows.length },
    });
    return { id: row.id, name, row_count, created_at: row.createdAt.toISOString() };
  });
}
