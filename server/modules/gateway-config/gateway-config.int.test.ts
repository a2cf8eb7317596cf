import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { deriveKey, hmacHex } from "@/server/core/secrets";
import { systemDb } from "@/server/db/system";
import { masterKey } from "@/server/env";
import { createGatewayTenant, createTestRoute } from "@/server/testing/gateway-tenant";
import { ChangeListener } from "./change-listener";
import { createGatewayConfig, type GatewayConfig } from "./gateway-config";

let config: GatewayConfig;

beforeAll(() => {
  config = createGatewayConfig();
});
afterAll(() => config.close());

const hashOf = (apiKey: string): string => hmacHex(deriveKey(masterKey(), "api-key-pepper"), apiKey);

describe("the gateway's configuration", () => {
  it("knows a key and all of its organisation's settings", async () => {
    const tenant = await createGatewayTenant({ customBaseUrl: "https://x.test/v1", customModels: ["m"] });
    const routeId = await createTestRoute(tenant, {
      slug: "auto",
      candidates: [{ provider: "custom", model: "m" }],
    });
    expect(await config.key(hashOf(tenant.apiKey))).toMatchObject({
      orgId: tenant.orgId,
      isRevoked: false,
      kind: "server",
    });
    expect(await config.org(tenant.orgId)).toMatchObject({
      planId: "pro",
      projects: [{ id: tenant.projectId, storageMode: "full" }],
      connections: [{ provider: "custom", baseUrl: "https://x.test/v1", settings: { models: ["m"] } }],
      routes: [{ id: routeId, slug: "auto", candidates: [{ provider: "custom", model: "m" }] }],
    });
    expect(await config.key(hashOf("no such key"))).toBeNull();
  });

  it("takes over a change of settings within seconds", async () => {
    const tenant = await createGatewayTenant();
    await config.org(tenant.orgId);
    await systemDb().project.update({ where: { id: tenant.projectId }, data: { storageMode: "none" } });
    const mode = async () => (await config.org(tenant.orgId))?.projects[0]?.storageMode;
    await expect.poll(mode).toBe("none");
    await systemDb().providerKey.create({
      data: {
        id: `pkey_${tenant.orgId}`,
        orgId: tenant.orgId,
        provider: "ollama",
        name: "o",
        baseUrl: "http://x",
        lastFour: "",
      },
    });
    const providers = async () =>
      (await config.org(tenant.orgId))?.connections.map(({ provider }) => provider);
    await expect.poll(providers).toEqual(["ollama"]);
  });

  it("leaves out a provider key that cannot be decrypted instead of failing for the rest", async () => {
    const tenant = await createGatewayTenant({ customBaseUrl: "https://x.test/v1" });
    const broken = { ciphertext: Buffer.alloc(40), wrappedKey: Buffer.alloc(60), masterKeyId: "00000000" };
    await systemDb().providerKey.create({
      data: {
        id: `pkey_${tenant.orgId}`,
        orgId: tenant.orgId,
        provider: "openai",
        name: "b",
        lastFour: "",
        ...broken,
      },
    });
    expect((await config.org(tenant.orgId))?.connections.map(({ provider }) => provider)).toEqual(["custom"]);
  });

  it("remembers when a key was used, without calling that a change", async () => {
    const tenant = await createGatewayTenant();
    const notices: string[] = [];
    const listener = new ChangeListener({ onChange: (orgId) => notices.push(orgId), onState: () => {} });
    await listener.start();
    const other = createGatewayConfig();
    const key = await other.key(hashOf(tenant.apiKey));
    other.markUsed(key?.id ?? "");
    await other.close();
    const stored = await systemDb().apiKey.findUniqueOrThrow({ where: { id: key?.id ?? "" } });
    expect(stored.lastUsedAt).not.toBeNull();
    await systemDb().apiKey.update({ where: { id: stored.id }, data: { name: "renamed" } });
    await expect.poll(() => notices.filter((orgId) => orgId === tenant.orgId).length).toBe(1);
    await listener.close();
  });
});
