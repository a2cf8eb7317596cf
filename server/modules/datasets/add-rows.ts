import {
  AddDatasetRowsInput,
  DATASET_LIMITS,
  type DatasetView,
  type NewDatasetRow,
  type SourceProblem,
} from "@/server/contracts/datasets";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { storableJson } from "@/server/core/storable";
import { Prisma } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import { textSealer } from "@/server/modules/content-keys";
import { lockOrganization } from "@/server/modules/organizations";
import { holdRequest } from "@/server/modules/requests";
import { type DatasetScope, getDatasetOrThrow } from "./datasets.queries";
import { type RecordedSource, readSource } from "./read-source";

/** Adds rows, of texts that are given or of conversations that are stored. All of them, or none. */
export async function addDatasetRows(
  ctx: Ctx,
  input: AddDatasetRowsInput,
  scope: DatasetScope = {},
): Promise<DatasetView> {
  authorize(ctx, "evaluation:manage");
  const { datasetId, rows } = parseInput(AddDatasetRowsInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const { id, name, createdAt, projectId } = await getDatasetOrThrow(tx, ctx, datasetId, scope);
    const row_count = await insertRows(tx, ctx, { datasetId: id, projectId }, rows);
    await writeAudit(tx, ctx, {
      action: "dataset.rows_added",
      targetKind: "dataset",
      targetId: id,
      changes: { rows: rows.length },
    });
    return { id, name, row_count, created_at: createdAt.toISOString() };
  });
}

/** Returns how many the dataset has then. The caller holds the organisation. */
export async function insertRows(
  tx: Tx,
  ctx: Ctx,
  dataset: { datasetId: string; projectId: string },
  rows: readonly NewDatasetRow[],
): Promise<number> {
  const { datasetId, projectId } = dataset;
  const before = await tx.datasetRow.count({ where: { datasetId, orgId: ctx.orgId } });
  if (before + rows.length > DATASET_LIMITS.rows) {
    throw new AppError("limit_exceeded", "dataset is full", {
      userMessage: `A dataset has at most ${DATASET_LIMITS.rows.toLocaleString("en-US")} rows.`,
    });
  }
  const sealer = await textSealer(ctx.orgId);
  const data = [];
  for (const [index, row] of rows.entries()) {
    const source = "request_id" in row ? await conversationOf(tx, ctx, projectId, row.request_id) : null;
    const input = source?.input ?? ("input" in row ? row.input : "");
    const answered = "expected_from" in row && source !== null ? source.answer : null;
    const expected = row.expected ?? answered;
    const id = newId("row");
    const sealed = (column: string, value: unknown) =>
      sealer.json(id, column, JSON.parse(storableJson(value)));
    data.push({
      ...{ id, orgId: ctx.orgId, datasetId, input: sealed("input", input) },
      expected: expected == null ? Prisma.DbNull : sealed("expected", expected),
      sourceRequestId: source?.requestId ?? null,
      // In the order in which they came, and none later than now.
      createdAt: new Date(ctx.now().getTime() - (rows.length - 1 - index)),
    });
  }
  await tx.datasetRow.createMany({ data });
  return before + rows.length;
}

async function conversationOf(
  tx: Tx,
  ctx: Ctx,
  projectId: string,
  requestId: string,
): Promise<RecordedSource> {
  const source = await readSource(tx, ctx, { requestId, projectId });
  if ("problem" in source) {
    if (source.problem === "not_found") throw notFound("request");
    throw new AppError("invalid_request", "no conversation", {
      userMessage: PROBLEMS[source.problem],
      param: "request_id",
    });
  }
  const { requestId: id, createdAt } = source;
  if (await holdRequest(tx, { orgId: ctx.orgId, requestId: id, createdAt })) return source;
  throw notFound("request");
}

const PROBLEMS: Readonly<Record<SourceProblem, string>> = {
  not_stored: "The conversation of this request is not stored.",
  expired: "The conversation of this request is no longer stored.",
  no_conversation: "The conversation of this request is not stored as a whole.",
  too_long: "The conversation of this request is too long for a dataset.",
};
