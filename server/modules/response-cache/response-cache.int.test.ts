import { afterAll, describe, expect, it } from "vitest";
import { DEFAULT_CACHE_SETTINGS } from "@/server/contracts/response-cache";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { createTestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { clearCache } from "./clear-cache";
import { getCacheSettings } from "./get-cache-settings";
import { updateCacheSettings } from "./update-cache-settings";

afterAll(disconnectDb);

describe("a project's cache settings", () => {
  it("are off at first, change one by one, and each change is in the audit log", async () => {
    const org = await createTestOrg();
    const { projectId } = org;
    const unset = { ...DEFAULT_CACHE_SETTINGS, projectId, clearedAt: null };
    expect(await getCacheSettings(org.as("viewer"), { projectId })).toEqual(unset);
    await updateCacheSettings(org.as(), { projectId, mode: "exact" });
    const changed = await updateCacheSettings(org.as(), { projectId, ttlSeconds: 60 });
    expect(changed).toEqual({ ...unset, mode: "exact", ttlSeconds: 60 });
    expect(await getCacheSettings(org.as(), { projectId })).toEqual(changed);
    expect(await auditTrail(org)).toEqual(Array(2).fill({ action: "cache.updated", targetId: projectId }));
  });

  it("are semantic only with the plan and a model that compares", async () => {
    const [free, pro] = [await createTestOrg("free"), await createTestOrg("pro")];
    const ask = (org: typeof free, embeddingModel: string | null) =>
      codeOf(updateCacheSettings(org.as(), { projectId: org.projectId, mode: "semantic", embeddingModel }));
    expect(await ask(free, "sandbox/embed")).toBe("plan_required");
    expect(await ask(pro, null)).toBe("invalid_request");
    expect(await ask(pro, "no-provider")).toBe("invalid_request");
    expect(await ask(pro, "sandbox/embed")).toBe("ok");
    const unset = updateCacheSettings(pro.as(), { projectId: pro.projectId, embeddingModel: null });
    expect(await codeOf(unset)).toBe("invalid_request");
  });

  it.each([{ ttlSeconds: 0 }, { ttlSeconds: 2_592_001 }, { entryBytesMax: 10 }, { similarityMin: 0.5 }])(
    "stay within their bounds: %j",
    async (change) => {
      const org = await createTestOrg();
      const code = await codeOf(updateCacheSettings(org.as(), { projectId: org.projectId, ...change }));
      expect(code).toBe("invalid_request");
    },
  );

  it("are for owners and admins of that organisation", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const { projectId } = org;
    expect(await codeOf(getCacheSettings(other.as(), { projectId }))).toBe("not_found");
    expect(await codeOf(updateCacheSettings(other.as(), { projectId, mode: "exact" }))).toBe("not_found");
    expect((await getCacheSettings(org.as(), { projectId })).mode).toBe("off");
    const update = rolesThatMay(org, (ctx) => updateCacheSettings(ctx, { projectId, mode: "exact" }));
    expect(await update).toEqual(["owner", "admin"]);
  });
});

describe("clearing the cache", () => {
  it("raises the generation of the project, or of every project, and says when", async () => {
    const org = await createTestOrg();
    const { projectId, orgId } = org;
    const { clearedAt } = await clearCache(org.as(), { projectId });
    expect((await getCacheSettings(org.as(), { projectId })).clearedAt).toEqual(clearedAt);
    expect((await clearCache(org.as(), {})).projectIds).toEqual([projectId]);
    const { generation, mode } = await systemDb().cachePolicy.findUniqueOrThrow({ where: { projectId } });
    expect({ generation, mode }).toEqual({ generation: 2, mode: "off" });
    expect(await auditTrail(org)).toEqual([
      { action: "cache.cleared", targetId: projectId },
      { action: "cache.cleared", targetId: orgId },
    ]);
  });

  it("is for owners and admins of that organisation", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const { projectId } = org;
    expect(await codeOf(clearCache(other.as(), { projectId }))).toBe("not_found");
    await clearCache(other.as(), {});
    expect((await getCacheSettings(org.as(), { projectId })).clearedAt).toBeNull();
    expect(await rolesThatMay(org, (ctx) => clearCache(ctx, { projectId }))).toEqual(["owner", "admin"]);
  });
});
