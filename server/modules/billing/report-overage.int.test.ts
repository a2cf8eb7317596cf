import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import type { Prisma } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import { closeCountersPool } from "@/server/modules/limits";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { FakeBilling } from "@/server/testing/fake-billing";
import { reportOverage } from "./report-overage";

afterAll(async () => {
  await closeCountersPool();
  await disconnectDb();
});

const NOW = new Date("2026-11-20T12:00:00Z");
const MONTH = "2026-11-01";

async function payingOrg(data: Prisma.SubscriptionUpdateInput = {}): Promise<TestOrg> {
  const org = await createTestOrg("pro");
  const { orgId } = org;
  await systemDb().subscription.update({
    where: { orgId },
    data: { stripeCustomerId: `cus_${orgId}`, ...data },
  });
  return org;
}

async function spendRequests(
  { orgId, projectId }: TestOrg,
  requestCount: number,
  month = MONTH,
): Promise<void> {
  const key = { orgId, month: new Date(month), projectId, apiKeyId: "key_x" };
  const sums = { inputTokens: 0n, outputTokens: 0n, costMicroUsd: 0n, unpricedCount: 0 };
  await systemDb().spendMonth.upsert({
    where: { orgId_month_projectId_apiKeyId: key },
    create: { ...key, requestCount, ...sums },
    update: { requestCount },
  });
}

const own = (provider: FakeBilling, { orgId }: TestOrg): string[] =>
  provider.blocks.filter((name) => name.startsWith(orgId)).map((name) => name.slice(orgId.length + 1));

describe("blocks of requests past the included ones", () => {
  it("are told as they begin, each once, also by two processes at once", async () => {
    const org = await payingOrg();
    const provider = new FakeBilling();
    for (const used of [200_000, 200_001, 300_000, 300_001]) {
      await spendRequests(org, used);
      await Promise.all([reportOverage(NOW, provider), reportOverage(NOW, provider)]);
    }
    expect(own(provider, org)).toEqual([`${MONTH}:1`, `${MONTH}:2`]);
  });

  it("are told again under the same name when telling failed", async () => {
    const org = await payingOrg();
    const provider = new FakeBilling();
    await spendRequests(org, 250_000);
    provider.failure = new Error("away");
    await reportOverage(NOW, provider);
    expect(own(provider, org)).toEqual([]);
    provider.failure = null;
    await reportOverage(NOW, provider);
    expect(own(provider, org)).toEqual([`${MONTH}:1`]);
  });

  it("are never more than the owner’s cap allows", async () => {
    const org = await payingOrg({ overageCapMicroUsd: 20_000_000n });
    const provider = new FakeBilling();
    await spendRequests(org, 2_000_000);
    await reportOverage(NOW, provider);
    expect(own(provider, org)).toHaveLength(2);
  });

  it("are not sold in a trial, on Free, or by contract, nor for what was used before the plan began", async () => {
    const provider = new FakeBilling();
    const orgs = await Promise.all([
      payingOrg({ status: "trialing" }),
      payingOrg({ planId: "free" }),
      payingOrg({ isByContract: true }),
      payingOrg({ countedMonth: new Date(MONTH), countedBefore: 900_000 }),
    ]);
    for (const org of orgs) await spendRequests(org, 1_000_000);
    await reportOverage(NOW, provider);
    for (const org of orgs) expect(own(provider, org)).toEqual([]);
  });

  it("of the last month are told in the first days of the next, for what was stored late", async () => {
    const org = await payingOrg();
    const provider = new FakeBilling();
    await spendRequests(org, 250_000, "2026-10-01");
    await reportOverage(new Date("2026-11-02T00:00:00Z"), provider);
    expect(own(provider, org)).toEqual(["2026-10-01:1"]);
    await spendRequests(org, 350_000, "2026-10-01");
    await reportOverage(new Date("2026-11-05T00:00:00Z"), provider);
    expect(own(provider, org)).toEqual(["2026-10-01:1"]);
  });
});
