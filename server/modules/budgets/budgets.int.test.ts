import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { closeCountersPool } from "@/server/modules/limits";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { deleteBudget } from "./delete-budget";
import { getUsage } from "./get-usage";
import { setBudget } from "./set-budget";

afterAll(async () => {
  await closeCountersPool();
  await disconnectDb();
});

const FIVE_DOLLARS = { scope: "organization", limitMicroUsd: 5_000_000 } as const;

async function spend(
  org: TestOrg,
  over: { costMicroUsd: bigint; apiKeyId?: string; month?: Date },
): Promise<void> {
  const now = new Date();
  await systemDb().spendMonth.create({
    data: {
      orgId: org.orgId,
      projectId: org.projectId,
      apiKeyId: "key_1",
      month: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1)),
      requestCount: 3,
      inputTokens: 10n,
      outputTokens: 20n,
      unpricedCount: 1,
      ...over,
    },
  });
}

describe("setting a budget", () => {
  it("makes one, changes it when there is one, and writes an audit entry each time", async () => {
    const org = await createTestOrg();
    const first = await setBudget(org.as(), FIVE_DOLLARS);
    expect(first).toMatchObject({
      scope: "organization",
      limitMicroUsd: 5_000_000,
      mode: "block",
      spentMicroUsd: 0,
    });
    const second = await setBudget(org.as(), { ...FIVE_DOLLARS, limitMicroUsd: 9_000_000, mode: "alert" });
    expect(second).toMatchObject({ id: first.id, limitMicroUsd: 9_000_000, mode: "alert" });
    expect(await auditTrail(org)).toEqual([
      { action: "budget.set", targetId: first.id },
      { action: "budget.set", targetId: first.id },
    ]);
  });

  it("answers not found for another organisation's project or key", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const set = (facts: object) => codeOf(setBudget(org.as(), { ...FIVE_DOLLARS, ...facts }));
    expect(await set({ scope: "project", scopeId: other.projectId })).toBe("not_found");
    expect(await set({ scope: "project" })).toBe("not_found");
    expect(await set({ scope: "api_key", scopeId: newId("key") })).toBe("not_found");
    expect(await set({ scope: "project", scopeId: org.projectId })).toBe("ok");
    // Whoever names an organisation gets their own.
    expect(await set({ scopeId: other.orgId })).toBe("ok");
    expect(await systemDb().budget.count({ where: { orgId: other.orgId } })).toBe(0);
  });

  it("refuses amounts that are none", async () => {
    const org = await createTestOrg();
    for (const limitMicroUsd of [0, -1, 1.5, 1e15]) {
      expect(await codeOf(setBudget(org.as(), { ...FIVE_DOLLARS, limitMicroUsd }))).toBe("invalid_request");
    }
  });

  it("is for owners and admins, as is deleting one", async () => {
    const org = await createTestOrg();
    expect(await rolesThatMay(org, (ctx) => setBudget(ctx, FIVE_DOLLARS))).toEqual(["owner", "admin"]);
    expect(await rolesThatMay(org, (ctx) => deleteBudget(ctx, { budgetId: "bud_none" }))).toEqual([
      "owner",
      "admin",
    ]);
  });
});

describe("deleting a budget", () => {
  it("takes it away once, with an audit entry, and never another organisation's", async () => {
    const [org, other] = [await createTestOrg(), await createTestOrg()];
    const { id } = await setBudget(org.as(), FIVE_DOLLARS);
    expect(await codeOf(deleteBudget(other.as(), { budgetId: id }))).toBe("not_found");
    expect(await codeOf(deleteBudget(org.as(), { budgetId: id }))).toBe("ok");
    expect(await codeOf(deleteBudget(org.as(), { budgetId: id }))).toBe("not_found");
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual(["budget.set", "budget.deleted"]);
  });
});

describe("an organisation's usage", () => {
  it("is this month's, its own, with what each budget has left and the rate limit of its plan", async () => {
    const [org, other] = [await createTestOrg("free"), await createTestOrg()];
    await spend(org, { costMicroUsd: 700n });
    await spend(org, { costMicroUsd: 300n, apiKeyId: "key_2" });
    await spend(org, { costMicroUsd: 999n, month: new Date("2020-01-01") });
    await spend(other, { costMicroUsd: 5_000n });
    await setBudget(org.as(), FIVE_DOLLARS);
    await setBudget(org.as(), { ...FIVE_DOLLARS, scope: "project", scopeId: org.projectId });
    const usage = await getUsage(org.as());
    expect(usage.used).toEqual({
      requestCount: 6,
      inputTokens: 20,
      outputTokens: 40,
      costMicroUsd: 1_000,
      unpricedCount: 2,
    });
    expect(usage).toMatchObject({ requestsQuota: 20_000, requestsHardStop: 100_000 });
    expect(usage.budgets.map(({ scope, spentMicroUsd }) => [scope, spentMicroUsd])).toEqual([
      ["organization", 1_000],
      ["project", 1_000],
    ]);
    expect(usage.rateLimits).toEqual([
      { scope: "organization", unit: "requests", perMinute: 100, remaining: 100, resetMs: 0 },
    ]);
    expect(await rolesThatMay(org, getUsage)).toEqual(["owner", "admin", "member", "viewer"]);
  });
});
