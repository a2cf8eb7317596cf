import { afterAll, describe, expect, it } from "vitest";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import { SimulatorProvider } from "@/server/integrations/stripe/simulator-provider";
import { openQueuedMail } from "@/server/modules/outbox/queue-mail";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { FakeBilling } from "@/server/testing/fake-billing";
import { createSimulatedSubscription } from "@/server/testing/simulated-subscription";
import { auditTrail, codeOf, rolesThatMay } from "@/server/testing/verb-checks";
import { cancelPlan, resumePlan } from "./cancel-plan";
import { getBilling } from "./get-billing";
import { giveContract } from "./give-contract";
import { listNotices } from "./list-notices";
import { openPortal } from "./open-portal";
import { setOverageCap } from "./set-overage-cap";
import { settleBilling } from "./settle-billing";
import { simulateBilling } from "./simulate-billing";
import { startCheckout } from "./start-checkout";

afterAll(disconnectDb);

const USD = 1_000_000;
const planOf = async ({ orgId }: TestOrg) =>
  (await systemDb().subscription.findUniqueOrThrow({ where: { orgId } })).planId;

/** As the next call sees the organisation. */
async function now(org: TestOrg) {
  return { ...org.as(), planId: await planOf(org) };
}

const pay = { action: { type: "pay", card: "good" } } as const;
const advance = (days: number) => ({ action: { type: "advance", days } }) as const;
const decline = { action: { type: "change_card", card: "declining" } } as const;
const mend = { action: { type: "change_card", card: "good" } } as const;

async function subjectsOf({ orgId }: TestOrg): Promise<string[]> {
  const rows = await systemDb().outboxMessage.findMany({ where: { orgId }, orderBy: { createdAt: "asc" } });
  return rows.map((row) => openQueuedMail(row).subject);
}

describe("the life of a plan in the simulator", () => {
  it("begins with a trial at the checkout, is Pro at once, and pays after fourteen days", async () => {
    const org = await createTestOrg("free");
    const { url } = await startCheckout(org.as());
    expect(url).toMatch(/\/billing-simulator\?page=checkout$/);
    expect(await getBilling(org.as())).toMatchObject({
      provider: "simulator",
      planId: "free",
      hasTrial: true,
    });
    await simulateBilling(org.as(), pay);
    expect(await getBilling(await now(org))).toMatchObject({
      planId: "pro",
      status: "trialing",
      invoices: [],
    });
    await simulateBilling(await now(org), advance(15));
    const paid = await getBilling(await now(org));
    expect(paid).toMatchObject({ planId: "pro", status: "active", hasTrial: false });
    expect(paid.invoices).toMatchObject([{ totalMicroUsd: 59 * USD, status: "paid" }]);
    expect((await subjectsOf(org)).join()).toContain("The Pro trial of Test organisation ends on");
  });

  it("sells nothing to a card that is declined", async () => {
    const org = await createTestOrg("free");
    const declined = { action: { type: "pay", card: "declining" } } as const;
    expect(await simulateBilling(org.as(), declined)).toEqual({ isDeclined: true });
    expect(await planOf(org)).toBe("free");
  });

  it("stays Pro for seven days when a payment fails, then is Free with everything kept, and Pro again once paid", async () => {
    const org = await createTestOrg("free");
    await simulateBilling(org.as(), pay);
    await simulateBilling(await now(org), decline);
    await simulateBilling(await now(org), advance(15));
    expect(await planOf(org)).toBe("pro");
    expect((await listNotices(await now(org))).items[0]).toMatchObject({ kind: "payment_failed" });
    await simulateBilling(await now(org), advance(8));
    expect(await planOf(org)).toBe("free");
    const { keptPlanId, keptUntil, graceEndsAt } = await systemDb().subscription.findUniqueOrThrow({
      where: { orgId: org.orgId },
    });
    expect(keptPlanId).toBe("pro");
    expect((keptUntil?.getTime() ?? 0) - (graceEndsAt?.getTime() ?? 0)).toBe(30 * 86_400_000);
    expect((await listNotices(await now(org))).items.map(({ kind }) => kind)).toContain("downgraded");
    await simulateBilling(await now(org), mend);
    expect(await getBilling(await now(org))).toMatchObject({
      planId: "pro",
      status: "active",
      keptUntil: null,
    });
    expect(await subjectsOf(org)).toEqual(
      expect.arrayContaining([
        "The payment for Test organisation did not go through",
        "Test organisation is on the Free plan now",
      ]),
    );
  });

  it("ends with the period when it is cancelled, unless that is taken back", async () => {
    const org = await createTestOrg("free");
    await simulateBilling(org.as(), pay);
    const cancelled = await cancelPlan(await now(org));
    expect(cancelled).toMatchObject({ planId: "pro", cancelAtPeriodEnd: true });
    expect(await resumePlan(await now(org))).toMatchObject({ cancelAtPeriodEnd: false });
    await cancelPlan(await now(org));
    await simulateBilling(await now(org), advance(15));
    expect(await getBilling(await now(org))).toMatchObject({ planId: "free", status: "canceled" });
    const actions = (await auditTrail(org)).map(({ action }) => action);
    expect(actions.filter((action) => /cancelled|resumed/.test(action))).toEqual([
      "subscription.cancelled",
      "subscription.resumed",
      "subscription.cancelled",
    ]);
  });

  it("gives one trial in the life of an organisation, and no second subscription", async () => {
    const org = await createTestOrg("free");
    await simulateBilling(org.as(), pay);
    expect((await startCheckout(await now(org))).url).toMatch(/page=portal$/);
    await cancelPlan(await now(org));
    await simulateBilling(await now(org), advance(15));
    await simulateBilling(await now(org), pay);
    expect(await getBilling(await now(org))).toMatchObject({
      planId: "pro",
      status: "active",
      hasTrial: false,
    });
  });

  it("counts from when the plan, or the paid part of it, began", async () => {
    const org = await createTestOrg("free");
    const at = new Date();
    const month = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
    const { orgId, projectId } = org;
    const sums = { inputTokens: 0n, outputTokens: 0n, costMicroUsd: 0n, unpricedCount: 0 };
    const used = { orgId, projectId, apiKeyId: "key_x", month, requestCount: 90_000, ...sums };
    await systemDb().spendMonth.create({ data: used });
    expect((await listNotices(org.as())).items).toMatchObject([{ kind: "quota_past", included: 20_000 }]);
    await simulateBilling(org.as(), pay);
    const row = await systemDb().subscription.findUniqueOrThrow({ where: { orgId } });
    expect(row).toMatchObject({ countedBefore: 90_000, countedMonth: month });
    expect((await listNotices(await now(org))).items).toEqual([]);
  });
});

describe("what the worker settles", () => {
  it("is a grace that ended and a period whose end nobody told of", async () => {
    const org = await createTestOrg("free");
    const { orgId } = org;
    const provider = new FakeBilling(orgId);
    const day = (count: number): Date => new Date(Date.now() + count * 86_400_000);
    const facts = {
      id: `sub_${orgId}`,
      trialStart: null,
      trialEnd: null,
      cancelAtPeriodEnd: false,
      endedAt: null,
    };
    provider.subscription = {
      ...facts,
      ...{ status: "past_due", periodStart: day(-8), periodEnd: day(22), unpaidSince: day(-8) },
    };
    const data = { planId: "pro", stripeCustomerId: `cus_${orgId}`, graceEndsAt: day(-1) } as const;
    await systemDb().subscription.update({ where: { orgId }, data });
    await settleBilling(new Date(), provider);
    expect(await planOf(org)).toBe("free");
  });
});

describe("the overage cap", () => {
  it("is set and taken away with an audit entry each, and is no debt", async () => {
    const org = await createTestOrg("pro");
    await setOverageCap(org.as(), { capMicroUsd: 16 * USD });
    expect(await getBilling(org.as())).toMatchObject({ overageCapMicroUsd: 16 * USD });
    await setOverageCap(org.as(), { capMicroUsd: null });
    expect(await getBilling(org.as())).toMatchObject({ overageCapMicroUsd: null });
    expect(await codeOf(setOverageCap(org.as(), { capMicroUsd: -1 }))).toBe("invalid_request");
    expect((await auditTrail(org)).map(({ action }) => action)).toEqual([
      "overage_cap.set",
      "overage_cap.set",
    ]);
  });
});

describe("a contract", () => {
  it("is given by an operator, ends what is paid for, cannot be changed in the product, and ends again", async () => {
    const org = await createTestOrg("free");
    const { orgId } = org;
    await simulateBilling(org.as(), pay);
    const { slug } = await systemDb().organization.findUniqueOrThrow({ where: { orgId } });
    const contract = { orgSlug: slug, operator: "ops@floopy.invalid", now: new Date() };
    expect(await giveContract({ ...contract, isGiven: true })).toBe("enterprise");
    const { subscription } = await new SimulatorProvider().read({ orgId, customerId: `sim_${orgId}` });
    expect(subscription?.status).toBe("canceled");
    expect(await getBilling(await now(org))).toMatchObject({ planId: "enterprise", isByContract: true });
    for (const change of [startCheckout, openPortal, cancelPlan, resumePlan])
      expect(await codeOf(change(await now(org)))).toBe("conflict");
    expect(await giveContract({ ...contract, isGiven: false })).toBe("free");
    const trail = (await auditTrail(org)).map(({ action }) => action);
    expect(trail.filter((action) => action.startsWith("contract."))).toEqual([
      "contract.given",
      "contract.ended",
    ]);
    expect(await codeOf(giveContract({ ...contract, orgSlug: "nobody-here", isGiven: true }))).toBe(
      "not_found",
    );
  });
});

describe("billing", () => {
  it("is read by owners and admins and changed by owners", async () => {
    const org = await createTestOrg("pro");
    await createSimulatedSubscription(org);
    expect(await rolesThatMay(org, (ctx) => getBilling(ctx))).toEqual(["owner", "admin"]);
    for (const change of [
      startCheckout,
      openPortal,
      cancelPlan,
      resumePlan,
      (ctx: ReturnType<TestOrg["as"]>) => setOverageCap(ctx, { capMicroUsd: 0 }),
      (ctx: ReturnType<TestOrg["as"]>) => simulateBilling(ctx, mend),
    ])
      expect(await rolesThatMay(org, (ctx) => change(ctx))).toEqual(["owner"]);
  });

  it("is shown without invoices while the payment provider is away", async () => {
    const org = await createTestOrg("pro");
    const provider = new FakeBilling();
    await systemDb().subscription.update({
      where: { orgId: org.orgId },
      data: { stripeCustomerId: `cus_${org.orgId}` },
    });
    provider.failure = new Error("away");
    expect(await getBilling(org.as(), provider)).toMatchObject({
      hasInvoices: false,
      invoices: [],
      planId: "pro",
    });
  });

  it("has nothing to cancel where nothing was bought", async () => {
    expect(await codeOf(cancelPlan((await createTestOrg("free")).as()))).toBe("conflict");
  });
});
