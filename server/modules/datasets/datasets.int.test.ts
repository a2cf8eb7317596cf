import { afterAll, describe, expect, it } from "vitest";
import { uuidv7 } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { ingestBatch } from "@/server/modules/ingest";
import { answeredRequest } from "@/server/testing/answered-request";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { createTestRequests } from "@/server/testing/request-factory";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { addDatasetRows } from "./add-rows";
import { createDataset } from "./create-dataset";
import { listDatasetRows } from "./list-datasets";
import { listSources } from "./list-sources";

afterAll(disconnectDb);

async function answered(org: TestOrg, answer: string): Promise<string> {
  const record = answeredRequest(org, answer);
  await ingestBatch([record]);
  return record.request.id;
}

describe("stored requests as rows of a dataset", () => {
  it("give what was asked, and as expected what was answered, what is said instead, or nothing", async () => {
    const org = await createTestOrg();
    const request_id = await answered(org, "Hold the button.");
    const { id: datasetId } = await createDataset(org.as(), { name: "D" }, org);
    await addDatasetRows(org.as(), {
      datasetId,
      rows: [
        { request_id, expected_from: "answer" },
        { request_id, expected: "Press it.", expected_from: "answer" },
        { request_id },
      ],
    });
    const { items } = await listDatasetRows(org.as(), { datasetId });
    const input = { messages: [{ role: "user", content: "How do I reset it?" }] };
    expect(items).toMatchObject([
      { input, expected: "Hold the button.", source_request_id: request_id },
      { input, expected: "Press it." },
      { input, expected: null },
    ]);
    expect(await auditTrail(org)).toMatchObject([
      { action: "dataset.created" },
      { action: "dataset.rows_added", targetId: datasetId },
    ]);
  });

  it("are shown before they are added, with why some cannot be; those that are not there are left out", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const at = new Date(Date.now() - 60_000);
    const [metadata = "", failed = "", old = ""] = await createTestRequests(org, [
      { at, storageMode: "metadata" },
      { at, storageMode: "full" },
      { at: new Date(Date.now() - 20 * 86_400_000), storageMode: "full" },
    ]);
    const whole = await answered(org, "Hold the button.");
    const theirs = await answered(other, "Secret");
    const requestIds = [whole, metadata, failed, old, theirs, uuidv7(), "nothing"];
    const { items } = await listSources(org.as(), { requestIds });
    expect(items).toEqual([
      {
        ...{ requestId: whole, projectId: org.projectId, isRedacted: false },
        ...{ given: "", question: "How do I reset it?", answer: "Hold the button." },
      },
      { requestId: metadata, problem: "not_stored" },
      { requestId: failed, problem: "expired" },
      { requestId: old, problem: "expired" },
    ]);
    const { id: datasetId } = await createDataset(org.as(), { name: "D" }, org);
    const add = (request_id: string) =>
      codeOf(addDatasetRows(org.as(), { datasetId, rows: [{ request_id }] }));
    expect(await add(metadata)).toBe("invalid_request");
    expect(await add(theirs)).toBe("not_found");
    expect(await auditTrail(org)).toHaveLength(1);
  });

  it("are added by those who build only", async () => {
    const org = await createTestOrg();
    const request_id = await answered(org, "Hold the button.");
    const { id: datasetId } = await createDataset(org.as(), { name: "D" }, org);
    const builders = ["owner", "admin", "member"];
    expect(await rolesThatMay(org, (ctx) => listSources(ctx, { requestIds: [request_id] }))).toEqual(
      builders,
    );
    expect(
      await rolesThatMay(org, (ctx) => addDatasetRows(ctx, { datasetId, rows: [{ request_id }] })),
    ).toEqual(builders);
  });
});
