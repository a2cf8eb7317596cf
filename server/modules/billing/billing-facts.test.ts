import { describe, expect, it } from "vitest";
import type { ProviderSubscription } from "@/server/integrations/stripe/billing-provider";
import { billingFacts } from "./billing-facts";

const DAY_MS = 86_400_000;
const NOW = new Date("2026-11-20T00:00:00Z");
const at = (days: number): Date => new Date(NOW.getTime() + days * DAY_MS);

const subscription = (over: Partial<ProviderSubscription>): ProviderSubscription => ({
  ...{ id: "sub_1", status: "active", trialStart: null, trialEnd: null, cancelAtPeriodEnd: false },
  ...{ periodStart: at(-10), periodEnd: at(20), endedAt: null, unpaidSince: null },
  ...over,
});

describe("what a subscription means", () => {
  it("is Pro while it is paid for or tried, and Free where nothing was bought", () => {
    expect(billingFacts(subscription({}), NOW)).toMatchObject({ planId: "pro", keptUntil: null });
    const tried = subscription({ status: "trialing", trialStart: at(-1), trialEnd: at(13) });
    expect(billingFacts(tried, NOW)).toMatchObject({
      planId: "pro",
      status: "trialing",
      trialUsedAt: at(-1),
    });
    expect(billingFacts(null, NOW)).toMatchObject({ planId: "free", status: "active", keptPlanId: null });
  });

  it("stays Pro for seven days after the oldest unpaid invoice, and is Free from then on", () => {
    const behind = subscription({ status: "past_due", unpaidSince: at(-6) });
    expect(billingFacts(behind, NOW)).toMatchObject({
      planId: "pro",
      status: "past_due",
      graceEndsAt: at(1),
    });
    expect(billingFacts(behind, at(1))).toMatchObject({
      planId: "free",
      keptPlanId: "pro",
      keptUntil: at(31),
    });
    const given = billingFacts(subscription({ status: "unpaid", unpaidSince: at(-21) }), NOW);
    expect(given).toMatchObject({ planId: "free", status: "past_due" });
  });

  it("keeps what Pro keeps for thirty days after it ended", () => {
    const ended = subscription({ status: "canceled", endedAt: at(-2), cancelAtPeriodEnd: true });
    expect(billingFacts(ended, NOW)).toMatchObject({
      ...{ planId: "free", status: "canceled", cancelAtPeriodEnd: false },
      ...{ keptPlanId: "pro", keptUntil: at(28) },
    });
  });

  it("is Free while it is paused", () => {
    expect(billingFacts(subscription({ status: "paused" }), NOW)).toMatchObject({
      planId: "free",
      status: "paused",
    });
  });
});
