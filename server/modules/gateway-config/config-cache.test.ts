import { beforeEach, describe, expect, it } from "vitest";
import { AppError } from "@/server/core/errors";
import { ConfigCache } from "./config-cache";
import type { GatewayKey } from "./config-types";

const KEY: GatewayKey = {
  id: "key_1",
  orgId: "org_1",
  projectId: "prj_1",
  kind: "server",
  permissions: ["write"],
  allowedModels: [],
  allowedIps: [],
  allowedOrigins: [],
  requestsPerMinute: null,
  tokensPerMinute: null,
  firewallMode: null,
  expiresAtMs: null,
  isRevoked: false,
};

let nowMs: number;
let stored: GatewayKey | null;
let loads: number;
let isDown: boolean;
let cache: ConfigCache;

beforeEach(() => {
  nowMs = 1_000_000;
  stored = KEY;
  loads = 0;
  isDown = false;
  cache = new ConfigCache({
    nowMs: () => nowMs,
    source: {
      loadOrgConfig: async () => null,
      loadPrompt: async () => null,
      loadKey: async () => {
        loads += 1;
        if (isDown) throw new Error("away");
        return stored;
      },
    },
  });
  cache.setNotified(true);
});

const codeOf = (thrown: unknown): string => (thrown instanceof AppError ? thrown.code : "none");

describe("the configuration cache", () => {
  it("asks once for many requests at the same time, then answers from memory", async () => {
    await Promise.all(Array.from({ length: 20 }, () => cache.key("h")));
    expect(cache.freshKey("h")).toEqual(KEY);
    expect(loads).toBe(1);
  });

  it("asks again after a notice about the organisation, and not after one about another", async () => {
    await cache.key("h");
    cache.invalidate("org_2");
    expect(cache.freshKey("h")).toEqual(KEY);
    stored = { ...KEY, isRevoked: true };
    cache.invalidate("org_1");
    expect(cache.freshKey("h")).toBeUndefined();
    expect((await cache.key("h"))?.isRevoked).toBe(true);
  });

  it("does not trust what was loaded while a notice arrived", async () => {
    const loading = cache.key("h");
    cache.invalidate("org_1");
    await loading;
    expect(cache.freshKey("h")).toBeUndefined();
  });

  it("does not wait for a load that began before a notice: it may not know what changed", async () => {
    const before = cache.key("h");
    stored = { ...KEY, isRevoked: true };
    cache.invalidate("org_1");
    expect((await cache.key("h"))?.isRevoked).toBe(true);
    await before;
    expect((await cache.key("h"))?.isRevoked).toBe(true);
  });

  it("trusts an entry for three seconds only while notices do not arrive", async () => {
    await cache.key("h");
    nowMs += 3_001;
    expect(cache.freshKey("h")).toEqual(KEY);
    cache.setNotified(false);
    expect(cache.freshKey("h")).toBeUndefined();
  });

  it("serves for sixty seconds without the database, then says unavailable, never unknown", async () => {
    await cache.key("h");
    isDown = true;
    cache.invalidateAll();
    nowMs += 59_000;
    expect(await cache.key("h")).toEqual(KEY);
    nowMs += 2_000;
    expect(codeOf(await cache.key("h").catch((thrown: unknown) => thrown))).toBe("dependency_unavailable");
    expect(codeOf(await cache.key("new").catch((thrown: unknown) => thrown))).toBe("dependency_unavailable");
  });

  it("asks a database that is away once a second, not once a request", async () => {
    await cache.key("h");
    isDown = true;
    cache.invalidateAll();
    for (let turn = 0; turn < 50; turn++) await cache.key("h");
    expect(loads).toBe(2);
    nowMs += 1_001;
    await cache.key("h");
    expect(loads).toBe(3);
  });

  it("remembers an unknown key for a short while, and forgets that on any notice", async () => {
    stored = null;
    expect(await cache.key("h")).toBeNull();
    expect(cache.freshKey("h")).toBeNull();
    stored = KEY;
    cache.invalidate("org_1");
    expect(await cache.key("h")).toEqual(KEY);
  });
});
