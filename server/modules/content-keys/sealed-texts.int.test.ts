import { afterAll, describe, expect, it, vi } from "vitest";
import { newId, uuidv7 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
import { addDatasetRows } from "@/server/modules/datasets/add-rows";
import { createDataset } from "@/server/modules/datasets/create-dataset";
import { listDatasetRows } from "@/server/modules/datasets/list-datasets";
import { listRunResults } from "@/server/modules/evaluations/list-runs";
import { answerNps } from "@/server/modules/feedback/answer-nps";
import { handleNpsAnswer } from "@/server/modules/nps/handle-nps-answer";
import { listNpsAnswers } from "@/server/modules/nps/list-nps-answers";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { findInDatabase } from "@/server/testing/find-in-database";
import { createTestAnswers } from "@/server/testing/nps-factory";
import { currentContentKey, openTexts, sealOldTexts } from "./index";
import { SEALED_TEXTS } from "./sealed-texts";

afterAll(disconnectDb);

const CANARY = "canary";

async function emptyDataset(org: TestOrg): Promise<string> {
  return (await createDataset(org.as(), { name: "Set" }, { projectId: org.projectId })).id;
}

/** A row of each table with a canary in each column, as an earlier version left them. */
async function plainRows(org: TestOrg) {
  const { orgId, projectId } = org;
  const db = systemDb();
  const datasetId = await emptyDataset(org);
  const rowId = newId("row");
  const input = { messages: [{ role: "user", content: CANARY }] };
  await db.datasetRow.create({ data: { id: rowId, orgId, datasetId, input, expected: CANARY } });
  const runId = newId("eval");
  await db.evaluation.create({
    data: { id: runId, orgId, projectId, datasetId, model: "sandbox/quick", error: `said ${CANARY}` },
  });
  await db.evaluationResult.create({
    data: {
      ...{ id: newId("res"), orgId, evaluationId: runId, inputId: rowId, output: CANARY },
      metadata: { reason: CANARY, cost_micro_usd: 12 },
    },
  });
  const of = { orgId, projectId, requestId: uuidv7(), createdAt: new Date(), sessionId: "s" };
  await db.judgement.create({
    data: {
      ...{ id: newId("jdg"), ...of, routeId: "", provider: "sandbox", model: "quick", taskCategory: "chat" },
      ...{ rubricVersion: 1, judgeModel: "", status: "done", reason: CANARY },
    },
  });
  await db.manualRating.create({
    data: {
      ...{ id: newId("rtg"), ...of, raterId: "usr_x", raterLabel: "C", score: 1, ratedAt: new Date() },
      ...{ note: CANARY, correction: CANARY },
    },
  });
  await db.firewallReview.create({
    data: {
      ...{ id: newId("rvw"), orgId, projectId, requestId: uuidv7(), createdAt: new Date(), note: CANARY },
      ...{ direction: "request", category: "pii", detector: "email", verdict: "mistaken", reviewer: "C" },
      reviewedAt: new Date(),
    },
  });
  await db.feedback.create({
    data: {
      ...{ id: newId("fb"), orgId, projectId, sessionId: "s", kind: "comment", comment: CANARY },
      occurredAt: new Date(),
    },
  });
  await createTestAnswers(org, [{ score: 3, comment: CANARY, handledNote: CANARY }]);
  return { datasetId, runId, input };
}

const TABLES = Object.keys(SEALED_TEXTS).sort();

describe("texts beside the bodies of requests", () => {
  it("of an earlier version are found in every table, and after they were encrypted in none, yet read as before", async () => {
    const [org, other] = [await createTestOrg("pro"), await createTestOrg("pro")];
    const { datasetId, runId, input } = await plainRows(org);
    await plainRows(other);
    const read = async () => ({
      rows: (await listDatasetRows(org.as(), { datasetId })).items,
      results: (await listRunResults(org.as(), { runId })).items,
      answers: (await listNpsAnswers(org.as(), { range: "7d" })).items,
    });
    const before = await read();
    expect(before.rows).toMatchObject([{ input, expected: CANARY }]);
    expect(before.results).toMatchObject([{ output: CANARY, metadata: { reason: CANARY } }]);
    expect(before.answers).toMatchObject([{ comment: CANARY, handledNote: CANARY }]);
    expect(await findInDatabase(CANARY, org)).toEqual(TABLES);
    expect(await sealOldTexts(org.orgId)).toBe(12);
    expect(await sealOldTexts(org.orgId)).toBe(0);
    expect(await findInDatabase(CANARY, org)).toEqual([]);
    expect(await findInDatabase(CANARY, other)).toEqual(TABLES);
    expect(await read()).toEqual(before);
  });

  it("are encrypted from the first when they are written, an answer’s in the outbox as well", async () => {
    const org = await createTestOrg("pro");
    const { orgId, projectId } = org;
    const datasetId = await emptyDataset(org);
    await addDatasetRows(org.as(), { datasetId, rows: [{ input: CANARY, expected: { said: CANARY } }] });
    const answer = {
      ...{ projectId, survey: "default", sessionId: "s", respondent: "", endUserId: null, score: 2 },
      ...{ isUseful: null, comment: CANARY, locale: null, showId: null, proof: "server" as const },
      ...{ shownAt: null, networkHash: null },
    } as const;
    const give = () => withTenant({ orgId }, (tx) => answerNps(tx, org.as(), answer));
    const { id: answerId } = await give();
    expect(await give()).toMatchObject({ id: answerId, isDuplicate: true });
    const note = `we wrote to ${CANARY}`;
    expect(await handleNpsAnswer(org.as(), { answerId, isHandled: true, note })).toMatchObject({
      handledNote: note,
    });
    expect(await systemDb().outboxMessage.count({ where: { orgId, topic: "nps.created" } })).toBe(1);
    expect(await findInDatabase(CANARY, org)).toEqual([]);
    expect(await sealOldTexts(orgId)).toBe(0);
    expect((await listDatasetRows(org.as(), { datasetId })).items).toMatchObject([
      { input: CANARY, expected: { said: CANARY } },
    ]);
    expect((await listNpsAnswers(org.as(), { range: "7d", hasComment: true })).items).toMatchObject([
      { id: answerId, comment: CANARY, handledNote: note },
    ]);
  });

  it("open in their own row alone, for nobody else, and not at all once the key is destroyed", async () => {
    const [org, other] = [await createTestOrg("pro"), await createTestOrg("pro")];
    const { orgId } = org;
    const [first = "", second = ""] = await createTestAnswers(org, [
      { score: 9, comment: "mine" },
      { score: 9, comment: "theirs" },
    ]);
    await sealOldTexts(orgId);
    await currentContentKey(other.orgId);
    const row = await systemDb().npsResponse.findUniqueOrThrow({ where: { id: first } });
    const open = (owner: string, stored: typeof row) =>
      withTenant({ orgId: owner }, (tx) => openTexts(tx, owner, "nps_responses", [stored]));
    expect((await open(orgId, row))[0]?.comment).toBe("mine");
    expect((await open(orgId, { ...row, id: second }))[0]?.comment).toBeNull();
    expect((await open(other.orgId, row))[0]?.comment).toBeNull();
    await systemDb().contentKey.deleteMany({ where: { orgId } });
    // As another process would: nothing of the key is in its memory.
    vi.resetModules();
    const fresh = await import("./open-texts");
    const gone = await withTenant({ orgId }, (tx) => fresh.openTexts(tx, orgId, "nps_responses", [row]));
    expect(gone[0]).toMatchObject({ id: first, score: 9, comment: null });
  });

  it("that look as if they were encrypted already are what somebody wrote", async () => {
    const org = await createTestOrg("pro");
    const said = "fl-sealed:1:bm90IG91cnM=";
    const datasetId = await emptyDataset(org);
    await addDatasetRows(org.as(), { datasetId, rows: [{ input: said }] });
    expect((await listDatasetRows(org.as(), { datasetId })).items).toMatchObject([{ input: said }]);
  });
});
