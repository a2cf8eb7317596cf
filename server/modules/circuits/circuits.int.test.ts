import { afterAll, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg } from "@/server/testing/factories";
import { rolesThatMay } from "@/server/testing/verb-checks";
import { listCircuits } from "./list-circuits";
import { type CircuitReportRow, forgetCircuitReports, storeCircuitReports } from "./store-circuit-reports";

afterAll(disconnectDb);

const soon = (ms: number): Date => new Date(Date.now() + ms);
const report = (orgId: string, over: Partial<CircuitReportRow> = {}): CircuitReportRow => ({
  orgId,
  provider: "openai",
  model: "gpt-5.4-mini",
  providerKeyId: "",
  state: "closed",
  blockedUntil: null,
  calls: 10,
  failures: 0,
  lastFailure: null,
  lastFailureAt: null,
  latencyMs: 400,
  ...over,
});

it("puts together what several processes report: the worst state, all failures, the latest reason", async () => {
  const { orgId, as } = await createTestOrg();
  await storeCircuitReports(`a ${orgId}`, [report(orgId), report(orgId, { model: "other" })], new Date());
  const open = {
    state: "open",
    blockedUntil: soon(30_000),
    failures: 5,
    lastFailure: "HTTP 503",
    lastFailureAt: soon(-1_000),
  };
  await storeCircuitReports(`b ${orgId}`, [report(orgId, open)], new Date());
  const { items } = await listCircuits(as());
  expect(items).toMatchObject([
    { model: "gpt-5.4-mini", state: "open", calls: 20, failures: 5, lastFailure: "HTTP 503" },
    { model: "other", state: "closed", calls: 10 },
  ]);
});

it("replaces what a process had reported, shows an ended pause as over, and leaves out what is old", async () => {
  const { orgId, as } = await createTestOrg();
  const name = `c ${orgId}`;
  await storeCircuitReports(
    name,
    [report(orgId, { state: "open", blockedUntil: soon(-5), failures: 5 })],
    new Date(),
  );
  expect((await listCircuits(as())).items).toMatchObject([{ state: "half_open", blockedUntil: null }]);
  await storeCircuitReports(name, [report(orgId, { calls: 3 })], new Date());
  expect((await listCircuits(as())).items).toMatchObject([{ state: "closed", calls: 3 }]);
  await storeCircuitReports(name, [report(orgId)], soon(-200_000));
  expect((await listCircuits(as())).items).toEqual([]);
  await storeCircuitReports(name, [report(orgId)], soon(-700_000));
  await forgetCircuitReports(new Date());
  expect(await systemDb().circuitReport.count({ where: { orgId } })).toBe(0);
});

it("shows each organisation its own only, to those who may see providers", async () => {
  const [ours, theirs] = [await createTestOrg(), await createTestOrg()];
  await storeCircuitReports(`d ${ours.orgId}`, [report(ours.orgId)], new Date());
  expect((await listCircuits(theirs.as())).items).toEqual([]);
  expect(await rolesThatMay(ours, (ctx) => listCircuits(ctx))).toEqual([
    "owner",
    "admin",
    "member",
    "viewer",
  ]);
});
