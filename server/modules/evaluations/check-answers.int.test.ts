import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { eraseEndUser } from "@/server/modules/erasure/erase-end-user";
import { ingestBatch, type RequestRecord } from "@/server/modules/ingest";
import { answeredRequest, checkAll } from "@/server/testing/answered-request";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { checkAnswers } from "./check-answers";
import { getVerdicts } from "./get-verdicts";

afterAll(disconnectDb);

const answered = answeredRequest;

async function verdictOn(org: TestOrg, record: RequestRecord) {
  return getVerdicts(org.as(), { requestId: record.request.id });
}

describe("checkAnswers", () => {
  it("looks at each stored answer once, and keeps what it found beside the request", async () => {
    const org = await createTestOrg();
    const [good, empty] = [answered(org, "Hold the button."), answered(org, "")];
    await ingestBatch([good, empty]);
    expect((await verdictOn(org, good)).checks).toBeNull();
    await checkAll(org);
    const scores = async (record: RequestRecord) =>
      (await verdictOn(org, record)).checks?.map(({ name, score }) => `${name} ${score}`);
    expect(await scores(good)).toEqual(["empty 1", "truncated 1", "refusal 1"]);
    expect(await scores(empty)).toEqual(["empty 0", "truncated 1"]);
    expect(await systemDb().evaluationQueue.count({ where: { orgId: org.orgId } })).toBe(0);
    await ingestBatch([good, empty]);
    expect(await systemDb().evaluationQueue.count({ where: { orgId: org.orgId } })).toBe(0);
  });

  it("leaves alone what is not stored, what failed, and what the product asked for itself", async () => {
    const org = await createTestOrg();
    const untouched = [
      answered(org, "x", { storageMode: "metadata" }),
      answered(org, "x", { status: "error" }),
      answered(org, "x", { endpoint: "embeddings" }),
      answered(org, "x", { purpose: "judge" }),
    ];
    await ingestBatch(untouched);
    await checkAll(org);
    expect(await systemDb().requestCheck.count({ where: { orgId: org.orgId } })).toBe(0);
    expect(await systemDb().learningCounter.count({ where: { orgId: org.orgId } })).toBe(1);
  });

  it("is shared by several processes without one answer being looked at twice", async () => {
    const org = await createTestOrg();
    const records = Array.from({ length: 90 }, () => answered(org, "Hold the button."));
    await ingestBatch(records);
    await Promise.all([checkAnswers(new Date()), checkAnswers(new Date())]);
    await checkAll(org);
    expect(await systemDb().requestCheck.count({ where: { orgId: org.orgId } })).toBe(90);
  });

  it("does not wait for an erasure, which may be waiting for another of its requests", async () => {
    const org = await createTestOrg();
    const [erased, other] = [answered(org, "Hold the button."), answered(org, "Press it.")];
    await ingestBatch([erased, other]);
    await systemDb().$transaction(async (tx) => {
      await tx.request.deleteMany({ where: { id: erased.request.id, orgId: org.orgId } });
      await checkAll(org);
    });
    const checks = await systemDb().requestCheck.findMany({ where: { orgId: org.orgId } });
    expect(checks.map(({ requestId }) => requestId)).toEqual([other.request.id]);
  });

  it("goes when the end user is erased, looked at or not", async () => {
    const org = await createTestOrg();
    const theirs = { endUserId: "ann", sessionId: "s" };
    await ingestBatch([answered(org, "One.", theirs)]);
    await checkAll(org);
    await ingestBatch([answered(org, "Two.", theirs)]);
    const { deleted } = await eraseEndUser(org.as(), { projectId: org.projectId, endUserId: "ann" });
    expect(deleted.requests).toBe(2);
    // Another test's worker may have looked at the second one.
    expect(deleted.checks).toBeGreaterThanOrEqual(1);
    await checkAll(org);
    const left = { where: { orgId: org.orgId } };
    expect([await systemDb().requestCheck.count(left), await systemDb().evaluationQueue.count(left)]).toEqual(
      [0, 0],
    );
  });

  it("shows verdicts to those who may read requests, and of their own organisation", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const record = answered(org, "Hold the button.");
    await ingestBatch([record]);
    const ask = { requestId: record.request.id };
    expect(await rolesThatMay(org, (ctx) => getVerdicts(ctx, ask))).toEqual([
      "owner",
      "admin",
      "member",
      "viewer",
    ]);
    expect(await codeOf(getVerdicts(other.as(), ask))).toBe("not_found");
    expect(await codeOf(getVerdicts(org.as(), { requestId: "nonsense" }))).toBe("not_found");
  });
});
