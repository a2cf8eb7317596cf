import { randomBytes } from "node:crypto";
import { afterAll, describe, expect, it, vi } from "vitest";
import { openContent } from "@/server/core/content-cipher";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
import { masterKey, masterKeyId } from "@/server/env";
import { ingestBatch } from "@/server/modules/ingest";
import { getRequest } from "@/server/modules/requests/get-request";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { findInDatabase } from "@/server/testing/find-in-database";
import { testRecord } from "@/server/testing/request-record";
import { STORED_KEY } from "./content-key";
import { currentContentKey, rotateContentKey, sealOldBodies } from "./index";
import { tendContentKeys } from "./keep-content-keys";
import { openBodies } from "./open-bodies";

afterAll(disconnectDb);

const DAY_MS = 86_400_000;

async function storePlain(org: TestOrg, said: string): Promise<string> {
  const record = testRecord(org);
  const bodies = {
    requestBody: `{"said":"${said}"}`,
    responseBody: null,
    isTruncated: false,
    isRedacted: false,
  };
  await ingestBatch([{ ...record, bodies }]);
  return record.request.id;
}

const bodyOf = (org: TestOrg, requestId: string) =>
  systemDb().requestBody.findFirstOrThrow({ where: { requestId, orgId: org.orgId } });

describe("an organisation's keys for what is said", () => {
  it("encrypt what was stored as plain text, which is read as before and found nowhere", async () => {
    const org = await createTestOrg("pro");
    const id = await storePlain(org, "canary-old");
    expect((await getRequest(org.as(), { id })).body?.request).toBe('{"said":"canary-old"}');
    expect(await sealOldBodies(org.orgId)).toBe(1);
    expect(await sealOldBodies(org.orgId)).toBe(0);
    expect(await findInDatabase("canary-old", org)).toEqual([]);
    expect(await bodyOf(org, id)).toMatchObject({ keyVersion: 1, responseBody: null });
    const { body, bodyState } = await getRequest(org.as(), { id });
    expect([body?.request, body?.response, bodyState]).toEqual(['{"said":"canary-old"}', null, "stored"]);
  });

  it("are replaced after a year, and what the earlier ones wrote stays readable", async () => {
    const org = await createTestOrg("pro");
    const { orgId } = org;
    const early = await storePlain(org, "early");
    await sealOldBodies(orgId);
    await tendContentKeys(new Date(), orgId);
    expect((await currentContentKey(orgId)).version).toBe(1);
    await systemDb().contentKey.updateMany({
      where: { orgId },
      data: { createdAt: new Date(Date.now() - 366 * DAY_MS) },
    });
    await tendContentKeys(new Date(), orgId);
    const late = await storePlain(org, "late");
    await sealOldBodies(orgId);
    expect((await bodyOf(org, late)).keyVersion).toBe(2);
    for (const [id, said] of [
      [early, "early"],
      [late, "late"],
    ] as const)
      expect((await getRequest(org.as(), { id })).body?.request).toContain(said);
  });

  it("are wrapped anew after the master key was changed, and open with the new one alone", async () => {
    const { orgId } = await createTestOrg("pro");
    const { key } = await currentContentKey(orgId);
    const where = { orgId_version: { orgId, version: 1 } };
    const next = randomBytes(32);
    vi.stubEnv("FLOOPY_MASTER_KEYS_OLD", `old:${masterKey().toString("base64")}`);
    vi.stubEnv("FLOOPY_MASTER_KEY", next.toString("base64"));
    vi.resetModules();
    const changed = await import("./keep-content-keys");
    expect((await changed.currentContentKey(orgId)).key.equals(key)).toBe(true);
    expect(await changed.tendContentKeys(new Date(), orgId)).toBe(1);
    vi.stubEnv("FLOOPY_MASTER_KEYS_OLD", "");
    vi.resetModules();
    const later = await import("./keep-content-keys");
    expect((await later.currentContentKey(orgId)).key.equals(key)).toBe(true);
    expect(await later.tendContentKeys(new Date(), orgId)).toBe(0);
    vi.unstubAllEnvs();
    const stored = await systemDb().contentKey.findUniqueOrThrow({ where, select: STORED_KEY });
    expect(stored.masterKeyId).toBe(masterKeyId(next));
  });

  it("are one key for two processes that need the first at once, and another for every organisation", async () => {
    const [org, other] = [await createTestOrg("pro"), await createTestOrg("pro")];
    const made = await Promise.all(Array.from({ length: 6 }, () => currentContentKey(org.orgId)));
    expect(new Set(made.map(({ key }) => key.toString("hex"))).size).toBe(1);
    expect((await currentContentKey(other.orgId)).key.equals(made[0]?.key ?? randomBytes(32))).toBe(false);
    await rotateContentKey(org.orgId, new Date());
    expect(await systemDb().contentKey.count({ where: { orgId: org.orgId } })).toBe(2);
  });

  it("open nothing of another organisation, and nothing once they are destroyed", async () => {
    const [org, other] = [await createTestOrg("pro"), await createTestOrg("pro")];
    const id = await storePlain(org, "secret");
    await sealOldBodies(org.orgId);
    const key = await currentContentKey(org.orgId);
    await currentContentKey(other.orgId);
    const row = await bodyOf(org, id);
    const theirs = await withTenant({ orgId: other.orgId }, (tx) => openBodies(tx, other.orgId, [row]));
    expect(theirs[0]?.requestBody).toBeNull();
    // As another process would: nothing of the key is in its memory.
    await systemDb().contentKey.deleteMany({ where: { orgId: org.orgId } });
    vi.resetModules();
    const fresh = await import("./open-bodies");
    const gone = await withTenant({ orgId: org.orgId }, (tx) => fresh.openBodies(tx, org.orgId, [row]));
    expect(gone[0]).toMatchObject({ requestId: id, requestBody: null });
    const place = { orgId: org.orgId, rowId: id, part: "request" } as const;
    expect(openContent(key, place, row.requestBody ?? "")).toContain("secret");
  });
});
