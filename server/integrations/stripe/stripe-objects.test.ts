import type Stripe from "stripe";
import { describe, expect, it } from "vitest";
import { pickSubscription, toInvoice, toSubscription } from "./stripe-objects";

/** As much of Stripe's object as is read. */
function subscription(over: Partial<Stripe.Subscription>): Stripe.Subscription {
  const facts = {
    ...{ id: "sub_1", status: "active", created: 100, trial_start: null, trial_end: null, ended_at: null },
    ...{ cancel_at_period_end: false, cancel_at: null },
    items: { data: [{ current_period_start: 1_000, current_period_end: 2_000 }] },
    ...over,
  };
  return facts as unknown as Stripe.Subscription;
}

describe("Stripe’s objects", () => {
  it("give the subscription that counts: a living one before an ended one, then the latest; never one that was not begun", () => {
    const ended = subscription({ id: "ended", status: "canceled", created: 300 });
    const older = subscription({ id: "older", created: 100 });
    const newer = subscription({ id: "newer", created: 200 });
    const broken = subscription({ id: "broken", status: "incomplete_expired", created: 400 });
    expect(pickSubscription([ended, older, broken, newer])?.id).toBe("newer");
    expect(pickSubscription([broken, ended])?.id).toBe("ended");
    expect(pickSubscription([broken])).toBeNull();
  });

  it("are read into dates, with the oldest open invoice as the begin of the debt", () => {
    const open = [{ created: 900 }, { created: 800 }] as Stripe.Invoice[];
    expect(toSubscription(subscription({ status: "past_due", cancel_at: 5_000 }), open)).toEqual({
      ...{ id: "sub_1", status: "past_due", trialStart: null, trialEnd: null, endedAt: null },
      ...{ periodStart: new Date(1_000_000), periodEnd: new Date(2_000_000), cancelAtPeriodEnd: true },
      unpaidSince: new Date(800_000),
    });
  });

  it("have money in cents, which becomes millionths of a dollar", () => {
    const invoice = {
      id: "in_1",
      number: "F-1",
      created: 1,
      total: 5_900,
      status: "paid",
      lines: { data: [] },
    };
    expect(toInvoice(invoice as unknown as Stripe.Invoice)).toMatchObject({
      totalMicroUsd: 59_000_000,
      url: null,
    });
  });
});
