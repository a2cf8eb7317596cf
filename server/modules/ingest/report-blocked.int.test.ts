import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg } from "@/server/testing/factories";
import { testRecord } from "@/server/testing/request-record";
import { ingestBatch } from "./ingest-batch";
import { closeIngestPool } from "./ingest-pool";

afterAll(async () => {
  await closeIngestPool();
  await disconnectDb();
});

describe("requests that the firewall stopped", () => {
  it("are told together, each once, and others not at all", async () => {
    const org = await createTestOrg();
    const blocked = () => testRecord(org, { status: "blocked", firewallStatus: "blocked", httpStatus: 400 });
    const batch = [blocked(), blocked(), testRecord(org)];
    await ingestBatch(batch);
    await ingestBatch(batch);
    await ingestBatch([blocked()]);
    const rows = await systemDb().outboxMessage.findMany({
      where: { orgId: org.orgId, topic: "firewall.blocked" },
    });
    // A minute may end between two batches; nothing is counted twice or lost all the same.
    expect(rows.length).toBeLessThanOrEqual(2);
    const counts = rows.map(({ payload }) => Number(Object(payload).requests));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3);
    for (const { payload, availableAt } of rows) {
      expect(payload).toMatchObject({
        project_id: org.projectId,
        minute: expect.stringMatching(/T\d\d:\d\dZ$/),
      });
      expect(availableAt.getTime()).toBeGreaterThan(Date.now());
    }
  });
});
