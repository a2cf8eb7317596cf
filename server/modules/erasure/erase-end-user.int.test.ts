import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { uuidv7 } from "@/server/core/ids";
import { systemDb } from "@/server/db/system";
import { ingestBatch } from "@/server/modules/ingest";
import { createTestOrg } from "@/server/testing/factories";
import { findInDatabase } from "@/server/testing/find-in-database";
import { testRecord } from "@/server/testing/request-record";
import { eraseEndUser } from "./erase-end-user";
import { listErasures } from "./list-erasures";

const turnsOf = ({ orgId }: { orgId: string }) => systemDb().session.findMany({ where: { orgId } });

describe("eraseEndUser", () => {
  it("drops what is still in a journal, but counts it", async () => {
    const org = await createTestOrg();
    const [user, session] = [randomUUID(), randomUUID()];
    const own = { endUserId: user, sessionId: session, properties: { user } };
    await ingestBatch([testRecord(org, own)]);
    const late = [testRecord(org, own), testRecord(org, { ...own, endUserId: null, properties: {} })];
    await eraseEndUser(org.as(), { projectId: org.projectId, endUserId: user });

    expect(await ingestBatch(late)).toBe(2);
    for (const trace of [user, session]) expect(await findInDatabase(trace, org)).toEqual([]);
    const rollups = await systemDb().requestRollup.findMany({ where: { orgId: org.orgId } });
    expect(rollups).toMatchObject([{ requestCount: 3, costMicroUsd: 21n }]);
    expect(await systemDb().requestBody.count({ where: { orgId: org.orgId } })).toBe(0);
  });

  it("keeps what the user does afterwards", async () => {
    const org = await createTestOrg();
    const user = randomUUID();
    await eraseEndUser(org.as(), { projectId: org.projectId, endUserId: user });
    const later = uuidv7(Date.now() + 1_000);
    await ingestBatch([testRecord(org, { id: later, endUserId: user, sessionId: "again" })]);
    expect(await turnsOf(org)).toMatchObject([{ id: "again", endUserId: user, turnCount: 1 }]);
  });

  it("works through more sessions than it takes at once", async () => {
    const org = await createTestOrg();
    const records = Array.from({ length: 450 }, (_, n) =>
      testRecord(org, { endUserId: "ann", sessionId: `s${n}` }),
    );
    await ingestBatch([...records, testRecord(org, { endUserId: "bob", sessionId: "bob" })]);
    const { deleted } = await eraseEndUser(org.as(), { projectId: org.projectId, endUserId: "ann" });
    expect(deleted).toMatchObject({ sessions: 450, requests: 450, request_bodies: 450, decisions: 450 });
    expect(await turnsOf(org)).toMatchObject([{ id: "bob" }]);
  });

  it("goes on where it was cut off", async () => {
    const org = await createTestOrg();
    const user = randomUUID();
    const first = await eraseEndUser(org.as(), { projectId: org.projectId, endUserId: user });
    const cutOff = { finishedAt: null, counts: { requests: 40, sessions: 3 } };
    await systemDb().erasure.update({ where: { id: first.id }, data: cutOff });
    await ingestBatch([testRecord(org, { id: uuidv7(Date.now() + 1_000), endUserId: user })]);

    const again = await eraseEndUser(org.as(), { projectId: org.projectId, endUserId: user });
    expect(again).toMatchObject({ id: first.id, deleted: { requests: 41, sessions: 4, feedback: 0 } });
    const { items } = await listErasures(org.as());
    expect(items).toMatchObject([{ id: first.id, actorLabel: "Test Owner", deleted: { requests: 41 } }]);
    expect(items[0]?.finishedAt).not.toBeNull();
  });

  it("is for owners and admins, and in their own organisation", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const input = { projectId: org.projectId, endUserId: "ann" };
    for (const role of ["member", "viewer", "rater"] as const) {
      await expect(eraseEndUser(org.as(role), input)).rejects.toMatchObject({ code: "permission_denied" });
      await expect(listErasures(org.as(role))).rejects.toMatchObject({ code: "permission_denied" });
    }
    await expect(eraseEndUser(other.as(), input)).rejects.toMatchObject({ code: "not_found" });
    await eraseEndUser(org.as("admin"), input);
    expect((await listErasures(other.as())).items).toEqual([]);
  });
});
