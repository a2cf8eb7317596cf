import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { connectProvider } from "./connect-provider";
import { listProviderKeys } from "./list-provider-keys";
import { openProviderSecret, type StoredSecret } from "./provider-secret";
import { revokeProviderKey } from "./revoke-provider-key";
import { updateProviderKey } from "./update-provider-key";

afterAll(disconnectDb);

const SECRET = "sk-canary-0123456789abcdefWXYZ";
// Literal addresses: they are public without asking a name server.
const URL_ONE = "https://93.184.215.14/v1";
const URL_TWO = "https://93.184.215.15/v1";

const rowOf = (id: string) => systemDb().providerKey.findUniqueOrThrow({ where: { id } });

async function openRow(org: TestOrg, id: string): Promise<string> {
  const { ciphertext, wrappedKey, masterKeyId, version } = await rowOf(id);
  if (ciphertext === null || wrappedKey === null || masterKeyId === null) return "";
  const stored: StoredSecret = { ciphertext, wrappedKey, masterKeyId };
  return openProviderSecret({ orgId: org.orgId, providerKeyId: id, version }, stored);
}

describe("connecting a provider", () => {
  it("stores the key encrypted and shows only its last four", async () => {
    const org = await createTestOrg();
    const key = await connectProvider(org.as(), { provider: "openai", secret: SECRET });
    expect(key).toMatchObject({
      provider: "openai",
      name: "OpenAI",
      lastFour: "WXYZ",
      hasSecret: true,
      baseUrl: null,
    });
    const row = await rowOf(key.id);
    expect(Buffer.from(row.ciphertext ?? []).includes(SECRET)).toBe(false);
    expect(await openRow(org, key.id)).toBe(SECRET);
    const entries = await systemDb().auditEntry.findMany({ where: { orgId: org.orgId } });
    const answers = JSON.stringify([key, await listProviderKeys(org.as()), entries]);
    expect(answers).not.toContain("canary");
    expect(answers).not.toContain("masterKeyId");
  });

  it("seals a key for its row, organisation and version: it opens nowhere else", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const mine = await connectProvider(org.as(), { provider: "openai", secret: SECRET });
    const { ciphertext, wrappedKey, masterKeyId } = await rowOf(mine.id);
    const stored: StoredSecret = {
      ciphertext: ciphertext ?? new Uint8Array(),
      wrappedKey: wrappedKey ?? new Uint8Array(),
      masterKeyId: masterKeyId ?? "",
    };
    const owner = { orgId: org.orgId, providerKeyId: mine.id, version: 1 };
    expect(openProviderSecret(owner, stored)).toBe(SECRET);
    for (const wrong of [{ orgId: other.orgId }, { providerKeyId: "pkey_other" }, { version: 2 }]) {
      expect(() => openProviderSecret({ ...owner, ...wrong }, stored)).toThrow();
    }
  });

  it("asks for what the provider needs and refuses what it does not take", async () => {
    const ctx = (await createTestOrg()).as();
    const connect = (input: Parameters<typeof connectProvider>[1]) => codeOf(connectProvider(ctx, input));
    expect(await connect({ provider: "openai" })).toBe("invalid_request");
    expect(await connect({ provider: "openai", secret: SECRET, baseUrl: URL_ONE })).toBe("invalid_request");
    expect(await connect({ provider: "custom" })).toBe("invalid_request");
    expect(await connect({ provider: "custom", baseUrl: "https://me:pw@models.example.com" })).toBe(
      "invalid_request",
    );
    expect(await connect({ provider: "custom", baseUrl: "file:///etc/passwd" })).toBe("invalid_request");
    expect(await connect({ provider: "openai", secret: "two words" })).toBe("invalid_request");
    expect(await connect({ provider: "custom", baseUrl: URL_ONE })).toBe("ok");
  });

  it.each([
    ["plain http", "http://93.184.215.14/v1"],
    ["this machine", "https://127.0.0.1/v1"],
    ["another spelling of this machine", "https://0x7f000001/v1"],
    ["a private network", "https://[fd00::1]/v1"],
    ["the cloud's metadata", "https://169.254.169.254/latest"],
    ["a local name", "https://models.internal/v1"],
    ["another port", "https://93.184.215.14:6379/v1"],
    ["a name that does not exist", "https://floopy-no-such-name.example.com/v1"],
  ])("refuses %s as an address, beside its field, when connecting and when changing", async (_, baseUrl) => {
    const org = await createTestOrg();
    const refusal = {
      code: "invalid_field",
      param: "baseUrl",
      userMessage: expect.stringMatching(/address/),
    };
    await expect(connectProvider(org.as(), { provider: "custom", baseUrl })).rejects.toMatchObject(refusal);
    const { id } = await connectProvider(org.as(), { provider: "custom", baseUrl: URL_ONE, secret: SECRET });
    const change = updateProviderKey(org.as(), { providerKeyId: id, baseUrl, secret: SECRET });
    await expect(change).rejects.toMatchObject(refusal);
    expect(await rowOf(id)).toMatchObject({ baseUrl: URL_ONE, version: 1 });
  });

  it("is for owners and admins, each time with one audit entry", async () => {
    const org = await createTestOrg();
    const roles = await rolesThatMay(org, (ctx) =>
      connectProvider(ctx, { provider: "openai", secret: SECRET }),
    );
    expect(roles).toEqual(["owner", "admin"]);
    const actions = (await auditTrail(org)).map((entry) => entry.action);
    expect(actions).toEqual(["provider_key.connected", "provider_key.connected"]);
  });
});

describe("changing a connection", () => {
  const connectCustom = (org: TestOrg) =>
    connectProvider(org.as(), { provider: "custom", baseUrl: URL_ONE, secret: SECRET });

  it("clears the stored key when the address changes", async () => {
    const org = await createTestOrg();
    const { id } = await connectCustom(org);
    const moved = await updateProviderKey(org.as(), { providerKeyId: id, baseUrl: URL_TWO });
    expect(moved).toMatchObject({ baseUrl: URL_TWO, hasSecret: false, lastFour: "" });
    expect(await rowOf(id)).toMatchObject({ ciphertext: null, wrappedKey: null, masterKeyId: null });
  });

  it("clears the stored key when the provider changes", async () => {
    const org = await createTestOrg();
    const { id } = await connectProvider(org.as(), { provider: "openai", secret: SECRET });
    const changed = await updateProviderKey(org.as(), { providerKeyId: id, provider: "groq" });
    expect(changed).toMatchObject({ provider: "groq", hasSecret: false });
  });

  it("keeps the key for a new name or the same address, and seals a new one under the next version", async () => {
    const org = await createTestOrg();
    const { id } = await connectCustom(org);
    await updateProviderKey(org.as(), { providerKeyId: id, name: "Renamed", baseUrl: `${URL_ONE}/` });
    expect(await openRow(org, id)).toBe(SECRET);
    await updateProviderKey(org.as(), { providerKeyId: id, baseUrl: URL_TWO, secret: `${SECRET}2` });
    expect(await openRow(org, id)).toBe(`${SECRET}2`);
    expect((await rowOf(id)).version).toBe(2);
    const entries = await systemDb().auditEntry.findMany({ where: { orgId: org.orgId } });
    expect(JSON.stringify(entries)).not.toContain("canary");
  });

  it("never pairs one edit's address with another edit's key", async () => {
    const org = await createTestOrg();
    const { id } = await connectCustom(org);
    await Promise.all([
      updateProviderKey(org.as(), { providerKeyId: id, baseUrl: URL_TWO }),
      updateProviderKey(org.as(), { providerKeyId: id, name: "Renamed" }),
    ]);
    expect(await rowOf(id)).toMatchObject({ baseUrl: URL_TWO, ciphertext: null, name: "Renamed" });
  });

  it("is for owners and admins of that organisation, and not for a revoked connection", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const { id } = await connectCustom(org);
    const rename = (ctx: ReturnType<TestOrg["as"]>) =>
      updateProviderKey(ctx, { providerKeyId: id, name: "X" });
    expect(await rolesThatMay(org, rename)).toEqual(["owner", "admin"]);
    expect(await codeOf(rename(other.as()))).toBe("not_found");
    await revokeProviderKey(org.as(), { providerKeyId: id });
    expect(await codeOf(rename(org.as()))).toBe("conflict");
  });
});

describe("revoking a connection", () => {
  it("destroys the stored key, once, with one audit entry", async () => {
    const org = await createTestOrg();
    const { id } = await connectProvider(org.as(), { provider: "openai", secret: SECRET });
    const first = await revokeProviderKey(org.as(), { providerKeyId: id });
    const again = await revokeProviderKey(org.as(), { providerKeyId: id });
    expect(first).toMatchObject({ hasSecret: false, lastFour: "" });
    expect(again.revokedAt).toEqual(first.revokedAt);
    expect(await rowOf(id)).toMatchObject({ ciphertext: null, wrappedKey: null });
    expect((await listProviderKeys(org.as())).items).toEqual([]);
    const actions = (await auditTrail(org)).map((entry) => entry.action);
    expect(actions).toEqual(["provider_key.connected", "provider_key.revoked"]);
  });

  it("is for owners and admins of that organisation", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const { id } = await connectProvider(org.as(), { provider: "openai", secret: SECRET });
    const revoke = (ctx: ReturnType<TestOrg["as"]>) => revokeProviderKey(ctx, { providerKeyId: id });
    expect(await codeOf(revoke(other.as()))).toBe("not_found");
    expect((await rowOf(id)).ciphertext).not.toBeNull();
    expect(await rolesThatMay(org, revoke)).toEqual(["owner", "admin"]);
    expect(await rolesThatMay(org, listProviderKeys)).toEqual(["owner", "admin", "member", "viewer"]);
  });
});
