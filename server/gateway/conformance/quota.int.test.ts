import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PlanId } from "@/server/contracts/plans";
import { UsageView } from "@/server/contracts/usage";
import { systemDb } from "@/server/db/system";
import { createGatewayTenant, type GatewayTenant } from "@/server/testing/gateway-tenant";
import { createPageKey, ORIGIN } from "./feedback-stage";
import { DOORS, type DoorName, type Harness, startHarness } from "./harness";
import { type RawResponse, rawCall } from "./raw-call";

const ASK = { model: "sandbox/quick", messages: [{ role: "user", content: "A question" }], max_tokens: 20 };
const USD = 1_000_000;

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const thisMonth = () => {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
};

interface Situation {
  planId: PlanId;
  /** Requests of the month so far. */
  used: number;
  subscription?: {
    overageCapMicroUsd?: bigint;
    status?: string;
    countedMonth?: Date;
    countedBefore?: number;
  };
}

async function tenantWith({ planId, used, subscription = {} }: Situation): Promise<GatewayTenant> {
  const tenant = await createGatewayTenant();
  const { orgId, projectId } = tenant;
  await systemDb().subscription.update({ where: { orgId }, data: { planId, ...subscription } });
  await systemDb().spendMonth.create({
    data: {
      ...{ orgId, projectId, apiKeyId: "key_before", month: thisMonth(), requestCount: used },
      ...{ inputTokens: 0n, outputTokens: 0n, costMicroUsd: 0n, unpricedCount: 0 },
    },
  });
  return tenant;
}

const ask = (door: DoorName, tenant: GatewayTenant, body: object = ASK): Promise<RawResponse> =>
  rawCall(`${harness.baseUrl(door)}/chat/completions`, tenant.apiKey, { body: JSON.stringify(body) });

/** The first call only makes the gateway look up the month. */
async function askOnceKnown(door: DoorName, tenant: GatewayTenant, status: number): Promise<RawResponse> {
  let last = await ask(door, tenant);
  await expect
    .poll(async () => {
      last = await ask(door, tenant);
      return last.status;
    })
    .toBe(status);
  return last;
}

const storedOf = async (answer: RawResponse) => harness.record(String(answer.headers["x-request-id"]));

describe.each(DOORS)("the monthly quota behind the %s door", { timeout: 60_000 }, (door) => {
  it("on Free forwards past the included requests without storing what was said", async () => {
    const within = await storedOf(
      await askOnceKnown(door, await tenantWith({ planId: "free", used: 19_000 }), 200),
    );
    expect(within.body?.requestBody).toContain("A question");
    const tenant = await tenantWith({ planId: "free", used: 20_000 });
    await askOnceKnown(door, tenant, 200);
    const past = await storedOf(await ask(door, tenant));
    expect(past.request).toMatchObject({ status: "ok", storageMode: "metadata" });
    expect(past.body).toBeNull();
  });

  it("on Free stops at five times the included requests, while feedback goes on and counts nothing", async () => {
    const tenant = await tenantWith({ planId: "free", used: 100_000 });
    const refused = await askOnceKnown(door, tenant, 402);
    expect(refused.json().error).toMatchObject({
      code: "quota_exhausted",
      type: "insufficient_quota",
      retryable: false,
      quota: { requests: 100_000 },
    });
    const countOf = async () => {
      await harness.recordsOf(tenant.orgId);
      const rows = await systemDb().spendMonth.findMany({ where: { orgId: tenant.orgId } });
      return rows.reduce((sum, { requestCount }) => sum + requestCount, 0);
    };
    const before = await countOf();
    const post = (path: string, session_id: string, key: string, headers: Record<string, string> = {}) =>
      rawCall(`${harness.baseUrl(door)}${path}`, key, {
        body: JSON.stringify({ session_id, score: 9 }),
        headers,
      });
    expect((await post("/feedback", "s-1", tenant.apiKey)).status).toBeLessThan(300);
    expect((await post("/nps", "s-2", await createPageKey(tenant), { origin: ORIGIN })).status).toBe(202);
    expect(await countOf()).toBe(before);
  });

  it("does not use up requests by refusing them", async () => {
    const tenant = await tenantWith({ planId: "free", used: 99_995 });
    await askOnceKnown(door, tenant, 200);
    for (let n = 0; n < 10; n += 1)
      expect((await ask(door, tenant, { ...ASK, model: "sandbox/nobody" })).status).toBe(404);
    expect((await ask(door, tenant)).status).toBe(200);
  });

  it("on Pro goes on past the included requests, texts and all, and stops at the owner’s cap", async () => {
    const open = await tenantWith({ planId: "pro", used: 900_000 });
    const past = await storedOf(await askOnceKnown(door, open, 200));
    expect(past.body?.requestBody).toContain("A question");
    const cap = { overageCapMicroUsd: BigInt(8 * USD) };
    const within = await tenantWith({ planId: "pro", used: 299_000, subscription: cap });
    await askOnceKnown(door, within, 200);
    expect((await ask(door, within)).status).toBe(200);
    const spent = await tenantWith({ planId: "pro", used: 300_000, subscription: cap });
    const refused = await askOnceKnown(door, spent, 402);
    expect(refused.json().error.message).toContain("overage cap");
    expect(refused.json().error.quota).toEqual({ requests: 300_000 });
  });

  it("follows a cap that the owner raises within seconds", async () => {
    const tenant = await tenantWith({
      planId: "pro",
      used: 200_000,
      subscription: { overageCapMicroUsd: 0n },
    });
    await askOnceKnown(door, tenant, 402);
    await systemDb().subscription.update({
      where: { orgId: tenant.orgId },
      data: { overageCapMicroUsd: null },
    });
    await expect.poll(async () => (await ask(door, tenant)).status).toBe(200);
  });

  it("in a trial of Pro sells nothing: past it texts are not stored, and it stops at twice as many", async () => {
    const trial = { status: "trialing" };
    const tenant = await tenantWith({ planId: "pro", used: 200_000, subscription: trial });
    await askOnceKnown(door, tenant, 200);
    expect((await storedOf(await ask(door, tenant))).body).toBeNull();
    await askOnceKnown(door, await tenantWith({ planId: "pro", used: 400_000, subscription: trial }), 402);
  });

  it("counts from when the plan began, so that a downgrade stops nothing at once", async () => {
    const before = { countedMonth: thisMonth(), countedBefore: 150_000 };
    const tenant = await tenantWith({ planId: "free", used: 150_000, subscription: before });
    await askOnceKnown(door, tenant, 200);
    const stored = await storedOf(await ask(door, tenant));
    expect(stored.body?.requestBody).toContain("A question");
    const usage = await rawCall(`${harness.baseUrl(door)}/usage`, tenant.apiKey, { method: "GET" });
    expect(UsageView.parse(usage.json()).quota.remaining).toBeGreaterThan(19_000);
  });
});
