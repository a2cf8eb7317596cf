import {
  AddDatasetRowsInput,
  DATASET_LIMITS,
  DatasetInput,
  type DatasetView,
  type NewDatasetRow,
} from "@/server/contracts/datasets";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { isUuidv7, newId, uuidv7TimeMs } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { storableJson } from "@/server/core/storable";
import { Prisma } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import { readRecorded } from "@/server/evaluation/read-recorded";
import { openBody } from "@/server/modules/content-keys";
import { lockOrganization } from "@/server/modules/organizations";
import { holdRequest } from "@/server/modules/requests";
import { type DatasetScope, getDatasetOrThrow } from "./datasets.queries";

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
  const data = [];
  for (const [index, row] of rows.entries()) {
    const source = "request_id" in row ? await conversationOf(tx, ctx, projectId, row.request_id) : null;
    const input = source?.input ?? ("input" in row ? row.input : "");
    data.push({
      ...{ id: newId("row"), orgId: ctx.orgId, datasetId, input: JSON.parse(storableJson(input)) },
      expected: row.expected == null ? Prisma.DbNull : JSON.parse(storableJson(row.expected)),
      sourceRequestId: source?.id ?? null,
      // In the order in which they came, and none later than now.
      createdAt: new Date(ctx.now().getTime() - (rows.length - 1 - index)),
    });
  }
  await tx.datasetRow.createMany({ data });
  return before + rows.length;
}

async function conversationOf(tx: Tx, { orgId }: Ctx, projectId: string, requestId: string) {
  const id = requestId.toLowerCase();
  if (!isUuidv7(id)) throw notFound("request");
  const createdAt = new Date(uuidv7TimeMs(id));
  const request = await tx.request.findFirst({
    where: { id, createdAt, orgId, projectId },
    select: { endpoint: true, finishReason: true },
  });
  const stored = await tx.requestBody.findFirst({ where: { requestId: id, createdAt, orgId } });
  const body = await openBody(tx, orgId, stored);
  if (request === null || !(await holdRequest(tx, { orgId, requestId: id, createdAt }))) {
    throw notFound("request");
  }
  const exchange =
    body === null
      ? null
      : readRecorded({ ...body, ...request, request: body.requestBody, response: body.responseBody });
  if (exchange === null || exchange.question === "") {
    throw refused("The conversation of this request is not stored as a whole.");
  }
  const { given, question } = exchange;
  const system = given === "" ? [] : [{ role: "system", content: given }];
  const input = DatasetInput.safeParse({ messages: [...system, { role: "user", content: question }] }).data;
  if (input === undefined) throw refused("The conversation of this request is too long for a dataset.");
  return { id, input };
}

function refused(userMessage: string): AppError {
  return new AppError("invalid_request", "no conversation", { userMessage, param: "request_id" });
}
