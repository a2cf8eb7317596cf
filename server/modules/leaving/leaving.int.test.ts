import { strFromU8, unzipSync } from "fflate";
import { Client } from "pg";
import { afterAll, describe, expect, it, vi } from "vitest";
import { newId } from "@/server/core/ids";
import { connectionFor, disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { env } from "@/server/env";
import { SimulatorProvider } from "@/server/integrations/stripe/simulator-provider";
import { currentContentKey, sealOldBodies, sealOldTexts } from "@/server/modules/content-keys";
import { linkAccount } from "@/server/modules/identity";
import { ingestBatch, organizationMark } from "@/server/modules/ingest";
import { ssoProvider } from "@/server/modules/sso";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { fillTables } from "@/server/testing/fill-tables";
import { connectTestProvider, createTestKey } from "@/server/testing/gateway-tenant";
import { createTestAnswers } from "@/server/testing/nps-factory";
import { queuedMails } from "@/server/testing/queued-mails";
import { testRecord } from "@/server/testing/request-record";
import { createSimulatedSubscription } from "@/server/testing/simulated-subscription";
import { untilBlocking } from "@/server/testing/until-blocking";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { createWalkOrg, takeBackDeletion } from "@/server/testing/walk-fixture";
import { downloadExport } from "./download-export";
import { linkExport } from "./export-link";
import { getLeaving } from "./get-leaving";
import { requestDeletion, undoDeletion } from "./request-deletion";
import { requestExport } from "./request-export";
import { runDeletions, sweepDeleted } from "./run-deletions";
import { runNextExport } from "./run-exports";
import { writeExport } from "./write-export";

afterAll(disconnectDb);

const DAY_MS = 86_400_000;
const CONFIRM = { confirm: "delete everything" } as const;

/** An organisation that has left something in many tables. */
async function livedIn(): Promise<TestOrg & { apiKey: string }> {
  const org = await createTestOrg("pro");
  await createSimulatedSubscription(org);
  return liveIn(org);
}

async function liveIn(org: TestOrg): Promise<TestOrg & { apiKey: string }> {
  const records = Array.from({ length: 12 }, (_, n) =>
    testRecord(org, { sessionId: `s-${n % 3}`, endUserId: "ann" }),
  );
  await ingestBatch(records);
  await sealOldBodies(org.orgId);
  await createTestAnswers(org, [{ score: 9 }, { score: 2, comment: "=slow" }]);
  await sealOldTexts(org.orgId);
  await connectTestProvider(org, "openai", "sk-very-secret-0123456789");
  const { orgId, projectId } = org;
  const budget = { orgId, scope: "project", scopeId: projectId, limitMicroUsd: 5n } as const;
  await systemDb().budget.create({ data: { id: newId("bud"), ...budget } });
  return { ...org, apiKey: await createTestKey(org) };
}

/** Makes the deletion of this organisation due now; others' weeks go on, also those of tests beside this one. */
async function deleteNow({ orgId }: TestOrg): Promise<void> {
  await systemDb().organizationDeletion.update({ where: { orgId }, data: { dueAt: new Date(0) } });
  const isThere = async () => (await systemDb().organization.count({ where: { orgId } })) > 0;
  while (await isThere()) await runDeletions(new Date());
}

const anHourLater = () => new Date(Date.now() + 3_600_000);

async function exportOf(org: TestOrg): Promise<string> {
  const { exports } = await requestExport(org.as());
  const [made] = exports;
  if (made === undefined) throw new Error("no export");
  while ((await getLeaving(org.as())).exports[0]?.status !== "done") await runNextExport(new Date());
  return made.id;
}

async function filesOf(org: TestOrg, exportId: string): Promise<Record<string, string>> {
  const { url } = await linkExport(org.as(), { exportId });
  const response = await downloadExport(new Request(`https://app.invalid${url}`));
  expect(response.status).toBe(200);
  const files = unzipSync(new Uint8Array(await response.arrayBuffer()));
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
}

describe("an export", () => {
  it("holds everything of the organisation, nothing of another, and no secret", async () => {
    const [org, other] = [await livedIn(), await livedIn()];
    const files = await filesOf(org, await exportOf(org));
    const lines = (name: string) =>
      (files[`${name}.jsonl`] ?? "")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    expect(lines("requests")).toHaveLength(12);
    expect(lines("requests")[0]).toMatchObject({ input_tokens: 10, output_tokens: 5, cost_micro_usd: 7 });
    expect(lines("request_bodies")).toHaveLength(12);
    expect(lines("request_bodies").map(({ request_body: said }) => said)).toEqual(
      Array(12).fill(testRecord(org).bodies?.requestBody),
    );
    expect(
      lines("nps_responses")
        .map(({ score }) => score)
        .sort(),
    ).toEqual([2, 9]);
    expect(lines("nps_responses").map(({ comment }) => comment)).toContain("=slow");
    expect(lines("organizations")).toMatchObject([{ org_id: org.orgId, name: "Test organisation" }]);
    const text = Object.values(files).join("\n");
    expect(text).not.toContain(other.orgId);
    expect(text).not.toContain(other.projectId);
    const { hash } = await systemDb().apiKey.findFirstOrThrow({ where: { orgId: org.orgId } });
    for (const secret of ["sk-very-secret", org.apiKey, hash]) expect(text).not.toContain(secret);
    const pieces = await systemDb().orgExportPiece.findMany({ where: { orgId: org.orgId } });
    expect(pieces.map(({ keyVersion }) => keyVersion)).toEqual(pieces.map(() => 1));
    expect(
      Buffer.from(pieces[0]?.bytes ?? [])
        .subarray(0, 4)
        .includes("PK"),
    ).toBe(false);
    const [view] = (await getLeaving(org.as())).exports;
    expect(view).toMatchObject({ status: "done", tablesDone: view?.tablesTotal });
    expect(view?.rows).toBeGreaterThan(24);
  });

  it("is behind a link that is signed, of one organisation, and runs out", async () => {
    const [org, other] = [await livedIn(), await createTestOrg()];
    const exportId = await exportOf(org);
    expect(await codeOf(linkExport(other.as(), { exportId }))).toBe("not_found");
    const { url } = await linkExport(org.as(), { exportId });
    const status = async (path: string) =>
      (await downloadExport(new Request(`https://app.invalid${path}`))).status;
    expect(await status(url)).toBe(200);
    expect(await status(url.replace(org.orgId, other.orgId))).toBe(404);
    expect(await status(url.replace(/expires=\d/, "expires=9"))).toBe(404);
    expect(await status(url.replace(/signature=..../, "signature=0000"))).toBe(404);
    vi.setSystemTime(new Date(Date.now() + 16 * 60_000));
    expect(await status(url)).toBe(404);
    vi.useRealTimers();
  });

  it("is one at a time, asked for by owners, in the audit log, and gone after a week", async () => {
    const org = await createTestOrg();
    expect(await rolesThatMay(org, (ctx) => requestExport(ctx))).toEqual(["owner"]);
    expect(await codeOf(requestExport(org.as()))).toBe("limit_exceeded");
    while ((await getLeaving(org.as())).exports[0]?.status !== "done") await runNextExport(new Date());
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual(["export.requested"]);
    const { expiresAt, requestedAt } = await systemDb().orgExport.findFirstOrThrow({
      where: { orgId: org.orgId },
    });
    expect(expiresAt?.getTime()).toBeGreaterThanOrEqual(requestedAt.getTime() + 7 * DAY_MS);
    await systemDb().orgExport.updateMany({ where: { orgId: org.orgId }, data: { expiresAt: new Date(0) } });
    await runNextExport(new Date());
    expect((await getLeaving(org.as())).exports).toEqual([]);
    expect(await systemDb().orgExportPiece.count({ where: { orgId: org.orgId } })).toBe(0);
  });

  it("that a worker left behind is begun anew by another", async () => {
    const org = await createTestOrg();
    await requestExport(org.as());
    const { orgId } = org;
    const claimedAt = new Date(Date.now() - 20 * 60_000);
    await systemDb().orgExport.updateMany({ where: { orgId }, data: { status: "running", claimedAt } });
    while ((await getLeaving(org.as())).exports[0]?.status !== "done") await runNextExport(new Date());
    expect((await getLeaving(org.as())).exports[0]?.bytes).toBeGreaterThan(0);
  });
});

describe("an export that fails", () => {
  it("keeps nothing of what was written, says so, and another can be asked for", async () => {
    const org = await createTestOrg();
    const { orgId } = org;
    await requestExport(org.as());
    const { id: exportId } = await systemDb().orgExport.findFirstOrThrow({ where: { orgId } });
    const failing: typeof writeExport = async (whose, sink) => {
      if (whose !== orgId) return writeExport(whose, sink);
      await sink.onPiece(0, Buffer.from("half a file"));
      throw new Error("the connection is gone");
    };
    const statusOf = async () => (await getLeaving(org.as())).exports[0]?.status;
    while ((await statusOf()) !== "failed") await runNextExport(new Date(), failing);
    expect(await systemDb().orgExportPiece.count({ where: { exportId } })).toBe(0);
    expect(await codeOf(requestExport(org.as()))).toBe("ok");
  });
});

/** The tables, of all there are, in which some row has one of the texts in any column. */
async function tablesWith(texts: readonly string[]): Promise<string[]> {
  const client = new Client(connectionFor("floopy_system"));
  await client.connect();
  const { rows } = await client.query<{ name: string }>(`
    SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT c.relispartition AND has_table_privilege(c.oid, 'SELECT') ORDER BY 1`);
  const found: string[] = [];
  for (const { name } of rows) {
    const any = await client.query(
      `SELECT 1 FROM "${name}" t WHERE EXISTS (SELECT 1 FROM unnest($1::text[]) x WHERE position(x IN t::text) > 0) LIMIT 1`,
      [texts],
    );
    if (any.rows.length > 0) found.push(name);
  }
  await client.end();
  return found;
}

/** As when the process that holds them is killed. */
async function endConnections(pids: readonly number[]): Promise<void> {
  const client = new Client({ connectionString: env().DATABASE_URL });
  await client.connect();
  await client.query("SELECT pg_terminate_backend(pid) FROM unnest($1::int[]) AS pid", [pids]);
  await client.end();
}

describe("deleting an organisation", () => {
  it("waits a week, can be taken back until then, and asking again does not put it off", async () => {
    const org = await createTestOrg();
    expect(await rolesThatMay(org, (ctx) => requestDeletion(ctx, CONFIRM))).toEqual(["owner"]);
    const { deletion } = await getLeaving(org.as());
    const later = { ...org.as(), now: () => new Date(Date.now() + DAY_MS) };
    expect((await requestDeletion(later, CONFIRM)).deletion).toEqual(deletion);
    expect(deletion?.dueAt.getTime()).toBe((deletion?.requestedAt.getTime() ?? 0) + 7 * DAY_MS);
    await runDeletions(new Date());
    expect((await getLeaving(org.as())).deletion).toEqual(deletion);
    const tooLate = { ...org.as(), now: () => new Date(Date.now() + 7 * DAY_MS) };
    expect(await codeOf(undoDeletion(tooLate))).toBe("conflict");
    expect((await undoDeletion(org.as())).deletion).toBeNull();
    expect(await codeOf(undoDeletion(org.as()))).toBe("conflict");
    const actions = (await auditTrail(org)).map(({ action }) => action);
    expect(actions).toEqual(["organization.deletion_requested", "organization.deletion_undone"]);
    expect(await systemDb().outboxMessage.count({ where: { orgId: org.orgId } })).toBe(1);
  });

  it("that is taken back while the worker comes for it does not happen", async () => {
    const org = await livedIn();
    await requestDeletion(org.as(), CONFIRM);
    const { orgId } = org;
    await systemDb().organizationDeletion.update({ where: { orgId }, data: { dueAt: new Date(0) } });
    const running = await systemDb().$transaction(async (tx) => {
      await tx.organizationDeletion.delete({ where: { orgId }, select: { orgId: true } });
      const deletions = runDeletions(new Date());
      await untilBlocking(tx);
      return { deletions };
    });
    await running.deletions;
    expect(await systemDb().request.count({ where: { orgId } })).toBe(12);
    const { status } = await systemDb().subscription.findUniqueOrThrow({ where: { orgId } });
    expect(status).not.toBe("canceled");
  });

  it("leaves nothing of it in any column of any table, and nothing of others is gone", async () => {
    const { org: walked, ids: walkIds } = await createWalkOrg();
    await takeBackDeletion(walked);
    const [org, other] = [await liveIn(walked), await livedIn()];
    await exportOf(org);
    const { memberId: _member, loginSessionId: _login, emailToken: _token, ...things } = walkIds;
    const ids = [org.orgId, ...Object.values(things)];
    await linkAccount(org.userId, ssoProvider(org.orgId), "sub-1");
    expect((await tablesWith(ids)).length).toBeGreaterThan(30);
    const filled = await fillTables(org.orgId);
    expect(await fillTables(org.orgId)).toEqual([]);
    expect(await tablesWith(ids)).toEqual(expect.arrayContaining(filled));
    // Workers of other tests may take from a queue, and add alerts, meanwhile.
    const before = (await tablesWith([other.orgId])).filter((name) => name !== "evaluation_queue");
    await requestDeletion(org.as(), CONFIRM);
    await deleteNow(org);
    expect(await tablesWith(ids)).toEqual(["organization_sweeps"]);
    await sweepDeleted(anHourLater());
    expect(await tablesWith(ids)).toEqual([]);
    expect(await tablesWith([other.orgId])).toEqual(expect.arrayContaining(before));
    expect(await auditTrail(org)).toEqual([]);
  });

  it("ends what is paid for, and gives a receipt that names nobody", async () => {
    const org = await livedIn();
    const cancelled = vi.spyOn(SimulatorProvider.prototype, "cancelNow");
    await requestDeletion(org.as(), CONFIRM);
    await deleteNow(org);
    const own = cancelled.mock.calls.filter(([{ orgId }]) => orgId === org.orgId);
    expect(own).toHaveLength(1);
    cancelled.mockRestore();
    const where = { orgMark: organizationMark(org.orgId) };
    const receipt = await systemDb().deletionReceipt.findFirstOrThrow({ where });
    expect(receipt.counts).toMatchObject({ requests: 12, organizations: 1, memberships: 1, content_keys: 1 });
    expect(JSON.stringify(receipt)).not.toContain("Test organisation");
    const mails = await queuedMails({ orgId: receipt.id });
    expect(mails.map(({ to }) => to)).toEqual([`${org.userId}@test.invalid`]);
    const said = mails[0]?.paragraphs.join("\n");
    expect(said).toContain(receipt.id);
    expect(said).toContain("keys that what was said was encrypted with were destroyed first");
  });

  it("drops records that come after it, and makes no key for them", async () => {
    const [org, other] = [await livedIn(), await createTestOrg()];
    await requestDeletion(org.as(), CONFIRM);
    await deleteNow(org);
    await expect(currentContentKey(org.orgId)).rejects.toThrow();
    expect(await ingestBatch([testRecord(org), testRecord(other), testRecord(org)])).toBe(1);
    await sweepDeleted(anHourLater());
    expect(await tablesWith([org.orgId])).toEqual([]);
  });

  it("makes no key for a gateway that asks for one while it happens", async () => {
    const { orgId } = await createTestOrg();
    const asked = await systemDb().$transaction(async (tx) => {
      await tx.organization.delete({ where: { orgId }, select: { orgId: true } });
      const key = currentContentKey(orgId).then(
        () => "made",
        () => "refused",
      );
      await untilBlocking(tx);
      return { key };
    });
    expect(await asked.key).toBe("refused");
    expect(await systemDb().contentKey.count({ where: { orgId } })).toBe(0);
  });

  it("deletes what was written afterwards, also where the process that did it ended at once", async () => {
    const org = await livedIn();
    const { orgId } = org;
    await requestDeletion(org.as(), CONFIRM);
    await deleteNow(org);
    // What a gateway leaves that still had its configuration. Nothing of the deleting process runs any more.
    const late = { name: `${orgId}:requests`, orgId, tatMs: 1 };
    await systemDb().limitState.create({ data: late, select: { name: true } });
    await sweepDeleted(new Date());
    expect(await tablesWith([orgId])).toEqual(["limit_states", "organization_sweeps"]);
    await sweepDeleted(anHourLater());
    expect(await tablesWith([orgId])).toEqual([]);
  });

  it("does so once more where the process is killed in the middle of it", async () => {
    const org = await livedIn();
    const { orgId } = org;
    await requestDeletion(org.as(), CONFIRM);
    await deleteNow(org);
    const name = `${orgId}:requests`;
    await systemDb().limitState.create({ data: { name, orgId, tatMs: 1 }, select: { name: true } });
    const killed = await systemDb().$transaction(async (tx) => {
      await tx.$queryRaw`SELECT 1 FROM limit_states WHERE name = ${name} FOR UPDATE`;
      const sweeping = sweepDeleted(anHourLater());
      await untilBlocking(tx);
      const blocked = await tx.$queryRaw<{ pid: number }[]>`
        SELECT pid FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`;
      await endConnections(blocked.map(({ pid }) => pid));
      return { sweeping };
    });
    await killed.sweeping;
    expect(await tablesWith([orgId])).toEqual(["limit_states", "organization_sweeps"]);
    await sweepDeleted(anHourLater());
    expect(await tablesWith([orgId])).toEqual([]);
  });

  it("cannot touch the audit log of an organisation that is not due", async () => {
    const org = await createTestOrg();
    await requestDeletion(org.as(), CONFIRM);
    const early = systemDb().$queryRaw`SELECT floopy_delete_ledgers(${org.orgId}, now())`;
    await expect(early).rejects.toThrow(/not due/);
    expect(await auditTrail(org)).toHaveLength(1);
  });
});
