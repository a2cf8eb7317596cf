import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { newId } from "@/server/core/ids";
import { disconnectDb } from "@/server/db/client";
import { systemDb } from "@/server/db/system";
import {
  BILLING_EVENT_TYPES,
  type ProviderSubscription,
} from "@/server/integrations/stripe/billing-provider";
import { stripeClient } from "@/server/integrations/stripe/stripe-client";
import { createTestOrg, type TestOrg } from "@/server/testing/factories";
import { FakeBilling } from "@/server/testing/fake-billing";
import { receiveStripeEvent } from "./stripe-webhook";

afterAll(disconnectDb);

const client = stripeClient("sk_test_x", undefined);
const webhookSecret = "whsec_test";
const setup = { client, webhookSecret, isLive: false };
const DAY_MS = 86_400_000;
const START = new Date("2026-11-01T00:00:00Z");
const at = (days: number): Date => new Date(START.getTime() + days * DAY_MS);

interface Sent {
  id?: string;
  type: string;
  customerId: string;
  livemode?: boolean;
}

function body({ id = newId("evt"), type, customerId, livemode = false }: Sent): string {
  const object = { id: "obj_1", customer: customerId, status: "a lie, which nobody may believe" };
  return JSON.stringify({ id, object: "event", type, livemode, created: 1, data: { object } });
}

interface Signing {
  secret?: string;
  timestamp?: number;
  altered?: string;
}

function signed(payload: string, { secret = webhookSecret, timestamp, altered }: Signing = {}): Request {
  const signature = client.webhooks.generateTestHeaderString({
    payload,
    secret,
    ...(timestamp === undefined ? {} : { timestamp }),
  });
  const headers = { "stripe-signature": signature };
  return new Request("https://floopy.invalid/api/stripe/webhook", {
    method: "POST",
    headers,
    body: altered ?? payload,
  });
}

async function customerOrg(): Promise<{ org: TestOrg; customerId: string }> {
  const org = await createTestOrg("free");
  const customerId = `cus_${org.orgId}`;
  await systemDb().subscription.update({
    where: { orgId: org.orgId },
    data: { stripeCustomerId: customerId },
  });
  return { org, customerId };
}

const rowOf = ({ orgId }: TestOrg) =>
  systemDb().subscription.findUniqueOrThrow({ where: { orgId }, omit: { updatedAt: true, orgId: true } });

const ACTIVE: ProviderSubscription = {
  ...{ id: "sub_1", status: "active", trialStart: null, trialEnd: null, cancelAtPeriodEnd: false },
  ...{ periodStart: at(0), periodEnd: at(30), endedAt: null, unpaidSince: null },
};

function providerWith(subscription: ProviderSubscription | null, now = at(1)): FakeBilling {
  const provider = new FakeBilling();
  provider.subscription = subscription && { ...subscription, id: `sub_${newId("evt")}` };
  provider.at = now;
  return provider;
}

describe("an event of Stripe", () => {
  it("changes nothing when its signature, time, body or mode does not fit", async () => {
    const { org, customerId } = await customerOrg();
    const provider = providerWith(ACTIVE);
    const payload = body({ type: "invoice.paid", customerId });
    const old = Math.floor(Date.now() / 1_000) - 301;
    const bad = [
      signed(payload, { secret: "whsec_other" }),
      signed(payload, { timestamp: old }),
      signed(payload, { altered: payload.replace(customerId, "cus_other") }),
      new Request("https://floopy.invalid/", { method: "POST", body: payload }),
      signed(body({ type: "invoice.paid", customerId, livemode: true })),
    ];
    for (const request of bad) expect((await receiveStripeEvent(request, setup, provider)).status).toBe(400);
    expect(await rowOf(org)).toMatchObject({ planId: "free" });
    expect(await systemDb().billingEvent.count({ where: { orgId: org.orgId } })).toBe(0);
  });

  it("that does not end is not read to its end", async () => {
    let sent = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        sent += 1;
        if (sent > 200) controller.error(new Error("it was read on and on"));
        else controller.enqueue(new Uint8Array(64 * 1024).fill(32));
      },
    });
    const headers = { "stripe-signature": "t=1,v1=x" };
    const options = { method: "POST", headers, body: endless, duplex: "half" };
    const request = new Request("https://floopy.invalid/", options);
    expect((await receiveStripeEvent(request, setup, providerWith(ACTIVE))).status).toBe(400);
    expect(sent).toBeLessThan(20);
  });

  it("has one effect, however often and however many at once it is sent", async () => {
    const { org, customerId } = await customerOrg();
    const provider = providerWith(ACTIVE);
    const payload = body({ type: "customer.subscription.created", customerId });
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => receiveStripeEvent(signed(payload), setup, provider)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    const results = await Promise.all(answers.map(async (answer) => (await answer.json()).result));
    expect(results.filter((result) => result === "done")).toHaveLength(1);
    expect(await rowOf(org)).toMatchObject({ planId: "pro" });
    expect(await systemDb().auditEntry.count({ where: { orgId: org.orgId } })).toBe(1);
  });

  it("is sent again and has its effect then when it failed the first time", async () => {
    const { org, customerId } = await customerOrg();
    const provider = providerWith(ACTIVE);
    const payload = body({ type: "invoice.paid", customerId });
    provider.failure = new Error("Stripe is away");
    expect((await receiveStripeEvent(signed(payload), setup, provider)).status).toBe(500);
    expect(await systemDb().billingEvent.count({ where: { orgId: org.orgId } })).toBe(0);
    provider.failure = null;
    expect((await receiveStripeEvent(signed(payload), setup, provider)).status).toBe(200);
    expect(await rowOf(org)).toMatchObject({ planId: "pro" });
  });

  it("of a type or customer that nobody knows is acknowledged and does nothing", async () => {
    const { org, customerId } = await customerOrg();
    const provider = providerWith(ACTIVE);
    for (const sent of [
      { type: "customer.created", customerId },
      { type: "invoice.paid", customerId: "cus_nobody" },
    ])
      expect((await receiveStripeEvent(signed(body(sent)), setup, provider)).status).toBe(200);
    expect(await rowOf(org)).toMatchObject({ planId: "free" });
  });

  it("reaches only the organisation whose customer it is", async () => {
    const [mine, other] = [await customerOrg(), await customerOrg()];
    const payload = body({ type: "invoice.paid", customerId: mine.customerId });
    await receiveStripeEvent(signed(payload), setup, providerWith(ACTIVE));
    expect([(await rowOf(mine.org)).planId, (await rowOf(other.org)).planId]).toEqual(["pro", "free"]);
  });

  it("leaves a plan by contract alone", async () => {
    const { org, customerId } = await customerOrg();
    const data = { planId: "enterprise", isByContract: true } as const;
    await systemDb().subscription.update({ where: { orgId: org.orgId }, data });
    const payload = body({ type: "customer.subscription.deleted", customerId });
    const ended = { ...ACTIVE, status: "canceled", endedAt: at(1) } as const;
    await receiveStripeEvent(signed(payload), setup, providerWith(ended));
    expect(await rowOf(org)).toMatchObject({ planId: "enterprise", isByContract: true });
  });
});

const LIVES: readonly [string, ProviderSubscription, Date][] = [
  ["was cancelled", { ...ACTIVE, status: "canceled", endedAt: at(5) }, at(6)],
  ["could not be paid for a day", { ...ACTIVE, status: "past_due", unpaidSince: at(30) }, at(31)],
  ["could not be paid for nine days", { ...ACTIVE, status: "past_due", unpaidSince: at(30) }, at(39)],
  ["was paid after all", { ...ACTIVE, periodStart: at(30), periodEnd: at(60) }, at(40)],
  [
    "is tried and will not go on",
    { ...ACTIVE, status: "trialing", trialEnd: at(14), cancelAtPeriodEnd: true },
    at(2),
  ],
];

/** Every order of some things. */
function permutations<T>(things: readonly T[]): T[][] {
  if (things.length === 0) return [[]];
  return things.flatMap((first, at) => permutations(things.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

const CHANGING = [
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "invoice.paid",
  "invoice.payment_failed",
] as const satisfies readonly (typeof BILLING_EVENT_TYPES)[number][];

/** What is stored of a subscription after these events, but for the ids that differ with each. */
async function endAfter(types: readonly string[], life: number) {
  const [, subscription, now] = LIVES[life] ?? ["", null, START];
  const { org, customerId } = await customerOrg();
  const provider = providerWith(subscription, now);
  for (const type of types) await receiveStripeEvent(signed(body({ type, customerId })), setup, provider);
  const { stripeCustomerId: _customer, stripeSubscriptionId: _subscription, ...row } = await rowOf(org);
  return row;
}

describe("events in whatever order", () => {
  it("end in the same state in each of the 120 orders of created, updated, deleted, paid and failed", async () => {
    const orders = permutations(CHANGING);
    expect(new Set(orders.map((order) => order.join())).size).toBe(120);
    const ends = new Map<number, Awaited<ReturnType<typeof endAfter>>>();
    for (let index = 0; index < orders.length; index += LIVES.length) {
      // Beside each other as far as they do not touch: one order for each life.
      const some = orders.slice(index, index + LIVES.length);
      const reached = await Promise.all(some.map((types, life) => endAfter(types, life)));
      for (const [life, end] of reached.entries()) {
        if (!ends.has(life)) ends.set(life, end);
        expect(end, some[life]?.join()).toEqual(ends.get(life));
      }
    }
    expect([...ends.values()].map(({ planId }) => planId)).toEqual(["free", "pro", "free", "pro", "pro"]);
  }, 240_000);

  it.each(LIVES)("end in the same state for a subscription that %s", async (_life, subscription, now) => {
    const reference = await customerOrg();
    const provider = providerWith(subscription, now);
    const id = provider.subscription?.id;
    const payload = body({ type: "customer.subscription.updated", customerId: reference.customerId });
    await receiveStripeEvent(signed(payload), setup, provider);
    const expected = await rowOf(reference.org);
    await systemDb().subscription.update({
      where: { orgId: reference.org.orgId },
      data: { stripeSubscriptionId: null },
    });
    const orders = fc.shuffledSubarray([...BILLING_EVENT_TYPES], { minLength: BILLING_EVENT_TYPES.length });
    await fc.assert(
      fc.asyncProperty(orders, fc.boolean(), async (types, isAtOnce) => {
        const { org, customerId } = await customerOrg();
        const send = (type: string) =>
          receiveStripeEvent(signed(body({ type, customerId })), setup, provider);
        if (isAtOnce) await Promise.all(types.map(send));
        else for (const type of types) await send(type);
        const row = await rowOf(org);
        expect({ ...row, stripeCustomerId: null }).toEqual({ ...expected, stripeCustomerId: null });
        expect(row.stripeSubscriptionId).toBe(id);
        await systemDb().subscription.update({
          where: { orgId: org.orgId },
          data: { stripeSubscriptionId: null },
        });
      }),
      { numRuns: 8 },
    );
  });

  it("end in the last state when they arrive while the subscription goes on living", async () => {
    const states = LIVES.map(([, subscription, now]) => [subscription, now] as const);
    const order = fc.shuffledSubarray(states, { minLength: states.length });
    await fc.assert(
      fc.asyncProperty(order, async (lives) => {
        const { org, customerId } = await customerOrg();
        const provider = providerWith(ACTIVE);
        const id = provider.subscription?.id ?? "";
        for (const [subscription, now] of lives) {
          provider.subscription = { ...subscription, id };
          provider.at = now;
          await receiveStripeEvent(signed(body({ type: "invoice.paid", customerId })), setup, provider);
        }
        const late = lives.map(() =>
          receiveStripeEvent(signed(body({ type: "invoice.payment_failed", customerId })), setup, provider),
        );
        await Promise.all(late);
        const last = lives.at(-1)?.[0];
        expect(await rowOf(org)).toMatchObject({
          trialEndsAt: last?.trialEnd,
          currentPeriodEnd: last?.periodEnd,
        });
      }),
      { numRuns: 5 },
    );
  });
});
