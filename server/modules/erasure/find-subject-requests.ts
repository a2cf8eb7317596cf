import type { EndUserExportPage } from "@/server/contracts/end-user-export";
import type { Tx } from "@/server/db/tenant";
import { openBodies, openTexts } from "@/server/modules/content-keys";
import { asItems, type Place } from "./find-subject-rows.queries";

/** A shadow is asked the same within minutes. */
const SHADOW_MS = 3_600_000;

/** These requests with what was said in them, and what is thought or was made of them. */
export async function findRequestRows(
  tx: Tx,
  orgId: string,
  places: readonly Place[],
): Promise<EndUserExportPage["items"]> {
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return [];
  const asked = places.map(({ id }) => id);
  const createdAt = { gte: first.at, lte: new Date(last.at.getTime() + SHADOW_MS) };
  const shadows = await tx.request.findMany({
    where: { orgId, createdAt, shadowOf: { in: asked } },
    select: { id: true },
  });
  const ids = [...asked, ...shadows.map(({ id }) => id)];
  const of = { orgId, createdAt, requestId: { in: ids } };
  const requests = await tx.request.findMany({
    where: { orgId, createdAt, id: { in: ids } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    omit: { orgId: true, apiKeyId: true, providerKeyId: true, stages: true, attempts: true },
  });
  const bodies = await openBodies(tx, orgId, await tx.requestBody.findMany({ where: of }));
  const bodyOf = new Map(
    bodies.map(({ requestId, requestBody, responseBody, isTruncated, isRedacted }) => [
      requestId,
      { request: requestBody, response: responseBody, isTruncated, isRedacted },
    ]),
  );
  const checks = await tx.requestCheck.findMany({ where: of, omit: { orgId: true } });
  const judgements = await tx.judgement.findMany({
    where: of,
    omit: { orgId: true, tries: true, dueAt: true, costMicroUsd: true, judgeRequestId: true },
  });
  const ratings = await tx.manualRating.findMany({
    where: of,
    // Who rated is somebody else.
    omit: { orgId: true, raterId: true, raterLabel: true },
  });
  const rows = await tx.datasetRow.findMany({
    where: { orgId, sourceRequestId: { in: ids } },
    omit: { orgId: true },
  });
  const results = await tx.evaluationResult.findMany({
    where: { orgId, inputId: { in: rows.map(({ id }) => id) } },
    omit: { orgId: true },
  });
  return [
    ...asItems(
      "requests",
      requests.map((row) => ({ ...row, body: bodyOf.get(row.id) ?? null })),
    ),
    ...asItems("checks", checks),
    ...asItems("judgements", await openTexts(tx, orgId, "judgements", judgements)),
    ...asItems("ratings", await openTexts(tx, orgId, "manual_ratings", ratings)),
    ...asItems("dataset_rows", await openTexts(tx, orgId, "dataset_rows", rows)),
    ...asItems("evaluation_results", await openTexts(tx, orgId, "evaluation_results", results)),
  ];
}
