import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { testRecord } from "@/server/testing/request-record";
import { compareUsage } from "./compare-usage";
import { ingestBatch } from "./ingest-batch";
import { closeIngestPool } from "./ingest-pool";

afterAll(async () => {
  await closeIngestPool();
  await disconnectDb();
});

const daysOf = ({ orgId }: TestOrg) =>
  systemDb().usageDay.findMany({ where: { orgId }, orderBy: [{ apiKeyId: "asc" }, { model: "asc" }] });
const differencesOf = ({ orgId }: TestOrg) =>
  systemDb().usageDifference.findMany({ where: { orgId }, omit: { foundAt: true } });

describe("the daily counters of usage", () => {
  it("count each record once by key and model, however often and by how many it is stored", async () => {
    const org = await createTestOrg();
    const records = [
      testRecord(org),
      testRecord(org, { costMicroUsd: null }),
      testRecord(org, { model: "genius" }),
      testRecord(org, { apiKeyId: "key_two", status: "cached", costMicroUsd: 0 }),
    ];
    await Promise.all([ingestBatch(records), ingestBatch([...records].reverse()), ingestBatch(records)]);
    expect(
      (await daysOf(org)).map((row) => [row.apiKeyId, row.model, row.requestCount, row.unpricedCount]),
    ).toEqual([
      ["key_test", "genius", 1, 0],
      ["key_test", "quick", 2, 1],
      ["key_two", "quick", 1, 0],
    ]);
    const [first] = await daysOf(org);
    expect(first).toMatchObject({ inputTokens: 10n, outputTokens: 5n, costMicroUsd: 7n });
  });

  it("do not count a request that was refused before anybody was called", async () => {
    const org = await createTestOrg();
    await ingestBatch([
      testRecord(org, { status: "error", inputTokens: null, outputTokens: null, attempts: [] }),
    ]);
    expect(await daysOf(org)).toEqual([]);
  });
});

describe("the comparison of counters and records", () => {
  it("finds nothing where they agree, tells what differs, and forgets it once they agree again", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    await ingestBatch([testRecord(org), testRecord(org), testRecord(other)]);
    await compareUsage(new Date());
    expect(await differencesOf(org)).toEqual([]);
    const doubled = { requestCount: { increment: 2 }, costMicroUsd: { increment: 14 } };
    await systemDb().usageDay.updateMany({ where: { orgId: org.orgId }, data: doubled });
    expect(await compareUsage(new Date())).toBeGreaterThan(0);
    expect(await differencesOf(org)).toMatchObject([
      { countedCount: 4, recordedCount: 2, countedMicroUsd: 28n, recordedMicroUsd: 14n },
    ]);
    expect(await differencesOf(other)).toEqual([]);
    const back = { requestCount: { decrement: 2 }, costMicroUsd: { decrement: 14 } };
    await systemDb().usageDay.updateMany({ where: { orgId: org.orgId }, data: back });
    await compareUsage(new Date());
    expect(await differencesOf(org)).toEqual([]);
  });

  it("takes records that an erasure deleted for no difference, but still finds counts that are missing", async () => {
    const org = await createTestOrg();
    const [kept, erased] = [testRecord(org), testRecord(org)];
    await ingestBatch([kept, erased]);
    await systemDb().request.deleteMany({ where: { id: erased.request.id } });
    const { orgId, projectId } = org;
    const receipt = {
      id: newId("ers"),
      orgId,
      projectId,
      subjectHash: "x",
      actorLabel: "Test",
      requestedAt: new Date(),
    };
    await systemDb().erasure.create({ data: receipt });
    await compareUsage(new Date());
    expect(await differencesOf(org)).toEqual([]);
    await systemDb().usageDay.updateMany({ where: { orgId }, data: { requestCount: 0 } });
    await compareUsage(new Date());
    expect(await differencesOf(org)).toMatchObject([{ countedCount: 0, recordedCount: 1 }]);
  });
});
