import type { z } from "zod";
import {
  DatasetIdInput,
  type DatasetPage,
  type DatasetRowPage,
  type DatasetView,
  ListDatasetRowsInput,
  ListDatasetsInput,
} from "@/server/contracts/datasets";
import { authorize, type Ctx } from "@/server/core/context";
import { afterCursor, pageOf } from "@/server/core/list-page";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { openTexts } from "@/server/modules/content-keys";
import { type DatasetScope, getDatasetOrThrow, signingOf } from "./datasets.queries";

const FIELDS = { id: true, name: true, createdAt: true, _count: { select: { rows: true } } } as const;

interface Counted {
  id: string;
  name: string;
  createdAt: Date;
  _count: { rows: number };
}

const toView = ({ id, name, createdAt, _count }: Counted): DatasetView => ({
  id,
  name,
  row_count: _count.rows,
  created_at: createdAt.toISOString(),
});

/** One page of datasets, the newest first. */
export async function listDatasets(
  ctx: Ctx,
  input: z.input<typeof ListDatasetsInput>,
  scope: DatasetScope = {},
): Promise<DatasetPage> {
  authorize(ctx, "evaluation:read");
  const { limit, cursor } = parseInput(ListDatasetsInput, input);
  const signing = signingOf(ctx, "datasets");
  const rows = await withTenant(ctx, (tx) =>
    tx.dataset.findMany({
      where: { orgId: ctx.orgId, ...scope, ...afterCursor(signing, cursor, true) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
      select: FIELDS,
    }),
  );
  return pageOf(signing, rows, { limit, view: toView });
}

export async function getDataset(
  ctx: Ctx,
  input: z.input<typeof DatasetIdInput>,
  scope: DatasetScope = {},
): Promise<DatasetView> {
  authorize(ctx, "evaluation:read");
  const { datasetId } = parseInput(DatasetIdInput, input);
  return withTenant(ctx, async (tx) => {
    const { id, name, createdAt } = await getDatasetOrThrow(tx, ctx, datasetId, scope);
    const rows = await tx.datasetRow.count({ where: { datasetId: id, orgId: ctx.orgId } });
    return toView({ id, name, createdAt, _count: { rows } });
  });
}

/** One page of a dataset's rows, in the order in which they were added. */
export async function listDatasetRows(
  ctx: Ctx,
  input: z.input<typeof ListDatasetRowsInput>,
  scope: DatasetScope = {},
): Promise<DatasetRowPage> {
  authorize(ctx, "evaluation:read");
  const { datasetId, limit, cursor } = parseInput(ListDatasetRowsInput, input);
  const signing = signingOf(ctx, `dataset_rows|${datasetId}`);
  const rows = await withTenant(ctx, async (tx) => {
    await getDatasetOrThrow(tx, ctx, datasetId, scope);
    const found = await tx.datasetRow.findMany({
      where: { orgId: ctx.orgId, datasetId, ...afterCursor(signing, cursor, false) },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: limit + 1,
    });
    return openTexts(tx, ctx.orgId, "dataset_rows", found);
  });
  return pageOf(signing, rows, {
    limit,
    view: ({ id, input: asked, expected, sourceRequestId, createdAt }) => ({
      ...{ id, input: asked, expected },
      source_request_id: sourceRequestId,
      created_at: createdAt.toISOString(),
    }),
  });
}
