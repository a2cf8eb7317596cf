import { afterAll, describe, expect, it } from "vitest";
import { parseApiKey } from "@/server/core/api-key-format";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { THROTTLES, throttle } from "@/server/modules/identity";
import { createTestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { createApiKey } from "./create-api-key";
import { hashApiKey } from "./hash-api-key";
import { listApiKeys } from "./list-api-keys";
import { revokeApiKey } from "./revoke-api-key";
import { updateApiKey } from "./update-api-key";

afterAll(disconnectDb);

describe("creating an API key", () => {
  it("returns a well-formed key once and stores its HMAC, prefix and last four only", async () => {
    const org = await createTestOrg();
    const { secret, apiKey } = await createApiKey(org.as(), { name: "Server" });
    expect(parseApiKey(secret)).toBe("server");
    expect(apiKey).toMatchObject({
      name: "Server",
      status: "active",
      projectId: org.projectId,
      projectName: "Default",
    });
    expect(`${apiKey.prefix}${apiKey.lastFour}`).toBe(secret.slice(0, 10) + secret.slice(-4));
    const row = await systemDb().apiKey.findUniqueOrThrow({ where: { id: apiKey.id } });
    expect(row.hash).toBe(hashApiKey(secret));
    expect(JSON.stringify(row)).not.toContain(secret.slice(10, -4));
    expect(JSON.stringify(await listApiKeys(org.as()))).not.toContain(row.hash);
  });

  it("writes one audit entry without the key", async () => {
    const org = await createTestOrg();
    const { secret, apiKey } = await createApiKey(org.as(), { name: "Server" });
    expect(await auditTrail(org)).toEqual([{ action: "api_key.created", targetId: apiKey.id }]);
    const entries = await systemDb().auditEntry.findMany({ where: { orgId: org.orgId } });
    expect(JSON.stringify(entries)).not.toContain(secret.slice(10));
  });

  it("gives a publishable key the right to feedback and nothing else, and asks for its origins", async () => {
    const org = await createTestOrg();
    expect(await codeOf(createApiKey(org.as(), { name: "Widget", kind: "publishable" }))).toBe(
      "invalid_request",
    );
    const { secret, apiKey } = await createApiKey(org.as(), {
      name: "Widget",
      kind: "publishable",
      permissions: ["admin", "write"],
      allowedOrigins: ["https://App.example.com"],
    });
    expect(parseApiKey(secret)).toBe("publishable");
    expect(apiKey).toMatchObject({ permissions: ["feedback"], allowedOrigins: ["https://app.example.com"] });
  });

  it("refuses an expiry in the past, no permissions, and addresses or origins that are none", async () => {
    const ctx = (await createTestOrg()).as();
    const create = (facts: object) => codeOf(createApiKey(ctx, { name: "Server", ...facts }));
    expect(await create({ expiresAt: new Date(Date.now() - 1000) })).toBe("invalid_request");
    expect(await create({ permissions: [] })).toBe("invalid_request");
    expect(await create({ allowedIps: ["300.0.0.1"] })).toBe("invalid_request");
    expect(await create({ allowedOrigins: ["https://app.example.com/path"] })).toBe("invalid_request");
    expect(await create({ name: " " })).toBe("invalid_request");
    expect(await create({ allowedIps: ["203.0.113.0/24", "2001:db8::/32", "198.51.100.7"] })).toBe("ok");
  });

  it("never lets two requests slip past the limit together", async () => {
    const org = await createTestOrg();
    const row = {
      orgId: org.orgId,
      projectId: org.projectId,
      kind: "server",
      name: "x",
      prefix: "",
      lastFour: "",
    } as const;
    const ids = Array.from({ length: 199 }, (_, index) => `${org.orgId}-${index}`);
    await systemDb().apiKey.createMany({ data: ids.map((id) => ({ ...row, id, hash: id })) });
    const codes = await Promise.all([1, 2, 3].map(() => codeOf(createApiKey(org.as(), { name: "Server" }))));
    expect(codes.sort()).toEqual(["limit_exceeded", "limit_exceeded", "ok"]);
  });

  it("is limited per organisation and hour", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const now = new Date();
    for (let round = 0; round < THROTTLES.keyCreationByOrganization.limit; round++) {
      await throttle(now, [THROTTLES.keyCreationByOrganization, org.orgId]);
    }
    expect(await codeOf(createApiKey({ ...org.as(), now: () => now }, { name: "Server" }))).toBe(
      "rate_limited",
    );
    expect(await codeOf(createApiKey({ ...other.as(), now: () => now }, { name: "Server" }))).toBe("ok");
  });

  it("is for builders, and not for another organisation's project", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const roles = await rolesThatMay(org, (ctx) => createApiKey(ctx, { name: "Server" }));
    expect(roles).toEqual(["owner", "admin", "member"]);
    const foreign = createApiKey(org.as(), { name: "Server", projectId: other.projectId });
    expect(await codeOf(foreign)).toBe("not_found");
  });
});

describe("changing an API key", () => {
  const changesOf = async (orgId: string) => {
    const where = { orgId, action: "api_key.updated" };
    return (await systemDb().auditEntry.findMany({ where, orderBy: { sequence: "asc" } })).map(
      ({ changes }) => changes,
    );
  };

  it("changes what is given, leaves the rest, and writes down what was there before", async () => {
    const org = await createTestOrg();
    const { apiKey } = await createApiKey(org.as(), { name: "Server", requestsPerMinute: 10 });
    const expiresAt = new Date(Date.now() + 60_000);
    const facts = { requestsPerMinute: 20, allowedIps: ["203.0.113.0/24"], expiresAt };
    const changed = await updateApiKey(org.as(), { apiKeyId: apiKey.id, ...facts });
    expect(changed).toEqual({ ...apiKey, ...facts });
    const cleared = await updateApiKey(org.as(), {
      apiKeyId: apiKey.id,
      name: "Other",
      permissions: ["read", "read"],
      requestsPerMinute: null,
      expiresAt: null,
    });
    expect(cleared).toMatchObject({
      name: "Other",
      permissions: ["read"],
      requestsPerMinute: null,
      expiresAt: null,
      allowedIps: ["203.0.113.0/24"],
    });
    expect((await changesOf(org.orgId))[0]).toEqual({
      requestsPerMinute: { from: 10, to: 20 },
      allowedIps: { from: [], to: ["203.0.113.0/24"] },
      expiresAt: { from: null, to: expiresAt.toISOString() },
    });
  });

  it("refuses what a new key is refused, and lets an expired key live again", async () => {
    const org = await createTestOrg();
    const soon = new Date(Date.now() + 60_000);
    const { apiKey } = await createApiKey(org.as(), { name: "Server", expiresAt: soon });
    const later = { ...org.as(), now: () => new Date(soon.getTime() + 1) };
    const update = (facts: object) => codeOf(updateApiKey(later, { apiKeyId: apiKey.id, ...facts }));
    expect(await update({ permissions: [] })).toBe("invalid_request");
    expect(await update({ requestsPerMinute: 0 })).toBe("invalid_request");
    expect(await update({ allowedIps: ["300.0.0.1"] })).toBe("invalid_request");
    expect(await update({ expiresAt: new Date(soon.getTime() - 1) })).toBe("invalid_request");
    expect(await update({ name: "Renamed", expiresAt: soon })).toBe("ok");
    const revived = await updateApiKey(later, { apiKeyId: apiKey.id, expiresAt: null });
    expect(revived).toMatchObject({ name: "Renamed", status: "active" });
  });

  it("never gives a publishable key more than feedback, and never takes its last origin", async () => {
    const org = await createTestOrg();
    const { apiKey } = await createApiKey(org.as(), {
      name: "Widget",
      kind: "publishable",
      allowedOrigins: ["https://app.example.com"],
    });
    const update = (facts: object) => codeOf(updateApiKey(org.as(), { apiKeyId: apiKey.id, ...facts }));
    expect(await update({ permissions: ["feedback", "write"] })).toBe("invalid_request");
    expect(await update({ permissions: [] })).toBe("invalid_request");
    expect(await update({ allowedOrigins: [] })).toBe("invalid_request");
    expect(await update({ permissions: ["feedback"], allowedOrigins: ["https://b.example.com"] })).toBe("ok");
  });

  it("makes the firewall stricter for whoever edits keys, and weaker only for who may manage the firewall", async () => {
    const org = await createTestOrg();
    const { apiKey } = await createApiKey(org.as(), { name: "k", firewallMode: "observe" });
    const set = (role: "member" | "admin", firewallMode: "observe" | "block" | null) =>
      codeOf(updateApiKey(org.as(role), { apiKeyId: apiKey.id, firewallMode }));
    expect(await set("member", "block")).toBe("ok");
    expect(await set("member", "observe")).toBe("permission_denied");
    expect(await set("member", null)).toBe("permission_denied");
    expect(await set("admin", null)).toBe("ok");
  });

  it("cannot change a revoked key, nor another organisation's", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const { apiKey } = await createApiKey(org.as(), { name: "Server" });
    const update = (ctx: ReturnType<typeof org.as>) =>
      codeOf(updateApiKey(ctx, { apiKeyId: apiKey.id, permissions: ["admin"] }));
    expect(await update(other.as())).toBe("not_found");
    await revokeApiKey(org.as(), { apiKeyId: apiKey.id });
    expect(await update(org.as())).toBe("conflict");
    expect((await listApiKeys(org.as())).items[0]?.permissions).toEqual(apiKey.permissions);
  });

  it("is for builders", async () => {
    const org = await createTestOrg();
    const roles = await rolesThatMay(org, (ctx) => updateApiKey(ctx, { apiKeyId: "key_none" }));
    expect(roles).toEqual(["owner", "admin", "member"]);
  });
});

describe("revoking an API key", () => {
  it("keeps the first time when done again, and writes one audit entry", async () => {
    const org = await createTestOrg();
    const { apiKey } = await createApiKey(org.as(), { name: "Server" });
    const first = await revokeApiKey(org.as(), { apiKeyId: apiKey.id });
    const again = await revokeApiKey(org.as(), { apiKeyId: apiKey.id });
    expect(first.status).toBe("revoked");
    expect(again.revokedAt).toEqual(first.revokedAt);
    const actions = (await auditTrail(org)).map((entry) => entry.action);
    expect(actions).toEqual(["api_key.created", "api_key.revoked"]);
  });

  it("answers not found for another organisation's key and leaves it alone", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const { apiKey } = await createApiKey(other.as(), { name: "Server" });
    expect(await codeOf(revokeApiKey(org.as(), { apiKeyId: apiKey.id }))).toBe("not_found");
    expect((await listApiKeys(other.as())).items[0]?.status).toBe("active");
  });

  it("is for builders", async () => {
    const org = await createTestOrg();
    const roles = await rolesThatMay(org, (ctx) => revokeApiKey(ctx, { apiKeyId: "key_none" }));
    expect(roles).toEqual(["owner", "admin", "member"]);
  });
});

describe("listing API keys", () => {
  it("shows the organisation's own keys, newest first, with what became of them", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    await createApiKey(other.as(), { name: "Theirs" });
    const soon = new Date(Date.now() + 60_000);
    await createApiKey(org.as(), { name: "First", expiresAt: soon });
    const { apiKey } = await createApiKey(org.as(), { name: "Second" });
    await revokeApiKey(org.as(), { apiKeyId: apiKey.id });
    const later = { ...org.as(), now: () => new Date(soon.getTime() + 1) };
    const { items } = await listApiKeys(later);
    expect(items.map((key) => [key.name, key.status])).toEqual([
      ["Second", "revoked"],
      ["First", "expired"],
    ]);
    expect(await rolesThatMay(org, listApiKeys)).toEqual(["owner", "admin", "member", "viewer"]);
  });
});
