import { expect, it } from "vitest";
import { PLANS } from "@/server/contracts/plans";
import { newId, uuidv7 } from "@/server/core/ids";
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

async function store(org: Pick<TestOrg, "orgId" | "projectId">, ageDays: number): Promise<string> {
  const id = idAged(ageDays);
  await ingestBatch([testRecord(org, { id, sessionId: id })]);
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

it("keeps what a project wants gone sooner for no longer, and everything of its neighbour and of others", async () => {
  const org = await createTestOrg("pro");
  const other = await createTestOrg("pro");
  const neighbour = { ...org, projectId: newId("prj") };
  await systemDb().project.create({
    data: { id: neighbour.projectId, orgId: org.orgId, slug: "neighbour", name: "Neighbour" },
  });
  const [ofProject, ofNeighbour, ofOther] = await Promise.all(
    [org, neighbour, other].map(async (each) => [
      await store(each, 1),
      await store(each, 4),
      await store(each, 9),
    ]),
  );
  const all = [...(ofProject ?? []), ...(ofNeighbour ?? [])].sort();
  await runRetention(new Date());
  expect(await left(org)).toEqual({ requests: all, bodies: all });

  await systemDb().project.update({ where: { id: org.projectId }, data: { bodyDays: 3 } });
  await runRetention(new Date());
  const gone = ofProject?.slice(1) ?? [];
  expect(await left(org)).toEqual({ requests: all, bodies: all.filter((id) => !gone.includes(id)) });

  await systemDb().project.update({
    where: { id: org.projectId },
    data: { metadataDays: 2, bodyDays: null },
  });
  await runRetention(new Date());
  const kept = all.filter((id) => !gone.includes(id));
  expect(await left(org)).toEqual({ requests: kept, bodies: kept });
  expect((await left(other)).bodies).toEqual([...(ofOther ?? [])].sort());
  const where = { orgId: org.orgId, projectId: org.projectId };
  const neighbours = { orgId: org.orgId, projectId: neighbour.projectId };
  expect(await derived(where)).toEqual({ rollups: 1, sessions: 1, decisions: 1 });
  expect(await derived(neighbours)).toEqual({ rollups: 3, sessions: 3, decisions: 3 });
});

async function derived(where: { orgId: string; projectId: string }) {
  const [rollups, sessions, decisions] = await Promise.all([
    systemDb().requestRollup.count({ where }),
    systemDb().session.count({ where }),
    systemDb().decision.count({ where }),
  ]);
  return { rollups, sessions, decisions };
}

it("deletes sessions and the counters of hours with the requests that they are made of", async () => {
  const org = await createTestOrg("free");
  const { orgId, projectId } = org;
  const facts = {
    ...{ requestCount: 1, errorCount: 0, fallbackCount: 0, costMicroUsd: 1n, latencyHistogram: [1] },
  };
  const hours = [1, PLANS.free.retentionDays.metadata + 1].map(
    (days) => new Date(Date.now() - days * DAY_MS),
  );
  for (const hour of hours)
    await systemDb().routeRollup.create({
      data: { orgId, projectId, routeId: "rt_old", hour, provider: "p", model: "m", ...facts },
    });
  await store(org, 1);
  await store(org, PLANS.free.retentionDays.metadata + 1);
  expect(await derived({ orgId, projectId })).toMatchObject({ rollups: 2, sessions: 2 });
  await runRetention(new Date());
  expect(await derived({ orgId, projectId })).toEqual({ rollups: 1, sessions: 1, decisions: 1 });
  expect(await systemDb().routeRollup.findMany({ where: { orgId }, select: { hour: true } })).toEqual([
    { hour: hours[0] },
  ]);
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
