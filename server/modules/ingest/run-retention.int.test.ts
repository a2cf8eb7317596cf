import { expect, it } from "vitest";
import { PLANS } from "@/server/contracts/plans";
import { uuidv7 } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { testRecord } from "@/server/testing/request-record";
import { ingestBatch } from "./ingest-batch";
import { ingestPool } from "./ingest-pool";
import { prepareComingPartitions } from "./partitions";
import { runRetention } from "./run-retention";

const DAY_MS = 86_400_000;

function idAged(days: number): string {
  const hex = Math.floor(Date.now() - days * DAY_MS)
    .toString(16)
    .padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}${uuidv7().slice(13)}`;
}

async function store(org: TestOrg, ageDays: number): Promise<string> {
  const id = idAged(ageDays);
  await ingestBatch([testRecord(org, { id })]);
  return id;
}

async function left(org: TestOrg): Promise<{ requests: string[]; bodies: string[] }> {
  const where = { orgId: org.orgId };
  const requests = await systemDb().request.findMany({ where, select: { id: true } });
  const bodies = await systemDb().requestBody.findMany({ where, select: { requestId: true } });
  return {
    requests: requests.map(({ id }) => id).sort(),
    bodies: bodies.map(({ requestId }) => requestId).sort(),
  };
}

it("pain 3: the log table grows without bound and deletes lock it. It keeps bodies and metadata as long as each plan says, and drops days that no plan keeps", async () => {
  const free = await createTestOrg("free");
  const enterprise = await createTestOrg("enterprise");
  const ages = [1, PLANS.free.retentionDays.bodies + 1, PLANS.free.retentionDays.metadata + 1, 95];
  const [freeNew = "", freeNoBody = ""] = await Promise.all(ages.map((age) => store(free, age)));
  const kept = await Promise.all(ages.map((age) => store(enterprise, age)));
  const [today = "", sixteen = "", thirty = ""] = kept;

  const report = await runRetention(new Date());
  expect(report.droppedPartitions).toBeGreaterThan(0);
  expect(await left(free)).toEqual({ requests: [freeNew, freeNoBody].sort(), bodies: [freeNew] });
  expect(await left(enterprise)).toEqual({
    requests: [...kept].sort(),
    bodies: [today, sixteen, thirty].sort(),
  });

  await runRetention(new Date());
  expect((await left(enterprise)).requests).toHaveLength(4);
  await store(enterprise, 95);
  expect((await left(enterprise)).requests).toHaveLength(5);
});

it("keeps what a downgraded organisation had for as long as was promised, and not a day longer", async () => {
  const org = await createTestOrg("free");
  const keptUntil = new Date(Date.now() + 5 * DAY_MS);
  await systemDb().subscription.update({
    where: { orgId: org.orgId },
    data: { keptPlanId: "pro", keptUntil },
  });
  const old = await store(org, PLANS.free.retentionDays.bodies + 2);
  await runRetention(new Date());
  expect(await left(org)).toEqual({ requests: [old], bodies: [old] });
  await runRetention(new Date(keptUntil.getTime() + 1));
  expect(await left(org)).toEqual({ requests: [old], bodies: [] });
});

it("is done by one process at a time", async () => {
  const other = await ingestPool().connect();
  await other.query("SELECT pg_advisory_lock(7301422)");
  expect(await runRetention(new Date())).toEqual({ droppedPartitions: 0, deletedRows: 0 });
  await other.query("SELECT pg_advisory_unlock(7301422)");
  other.release();
});

it("makes the partitions of the coming days ahead of need", async () => {
  await prepareComingPartitions(new Date(Date.UTC(2031, 0, 1)));
  const made = await ingestPool().query("SELECT 1 WHERE to_regclass('requests_20310104') IS NOT NULL");
  expect(made.rowCount).toBe(1);
});
