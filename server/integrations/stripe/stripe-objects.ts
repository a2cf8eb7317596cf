import type Stripe from "stripe";
import type { ProviderInvoice, ProviderSubscription, SubscriptionStatus } from "./billing-provider";

const MICROS_PER_CENT = 10_000;

/** How much each status says; of several subscriptions the one that says most counts. */
const LIVE_FIRST = ["active", "trialing", "past_due", "unpaid", "paused", "canceled"] as const;

const INVOICE_STATUSES = ["draft", "open", "paid", "void", "uncollectible"] as const;

/** A subscription that was never begun is none. */
function statusOf({ status }: Stripe.Subscription): SubscriptionStatus | null {
  return LIVE_FIRST.find((known) => known === status) ?? null;
}

/** Of a customer's subscriptions the one that counts: a living one before an ended one, then the latest. */
export function pickSubscription(all: readonly Stripe.Subscription[]): Stripe.Subscription | null {
  const rank = (subscription: Stripe.Subscription): number => {
    const status = statusOf(subscription);
    return status === null ? LIVE_FIRST.length : LIVE_FIRST.indexOf(status);
  };
  const [first] = all
    .filter((subscription) => statusOf(subscription) !== null)
    .toSorted((left, right) => rank(left) - rank(right) || right.created - left.created);
  return first ?? null;
}

export function toSubscription(
  subscription: Stripe.Subscription,
  openInvoices: readonly Stripe.Invoice[],
): ProviderSubscription {
  const items = subscription.items.data;
  const unpaid = openInvoices.map(({ created }) => created);
  return {
    id: subscription.id,
    status: statusOf(subscription) ?? "canceled",
    trialStart: timeOf(subscription.trial_start),
    trialEnd: timeOf(subscription.trial_end),
    periodStart: timeOf(items[0]?.current_period_start ?? null),
    periodEnd: timeOf(items[0]?.current_period_end ?? null),
    // The portal sets a date instead of the flag.
    cancelAtPeriodEnd: subscription.cancel_at_period_end || subscription.cancel_at !== null,
    endedAt: timeOf(subscription.ended_at),
    unpaidSince: unpaid.length === 0 ? null : timeOf(Math.min(...unpaid)),
  };
}

export function toInvoice(invoice: Stripe.Invoice): ProviderInvoice {
  return {
    id: invoice.id,
    number: invoice.number,
    createdAt: new Date(invoice.created * 1_000),
    totalMicroUsd: invoice.total * MICROS_PER_CENT,
    status: INVOICE_STATUSES.find((known) => known === invoice.status) ?? "draft",
    description: invoice.lines.data
      .map(({ description }) => description)
      .filter(Boolean)
      .join("; "),
    url: invoice.hosted_invoice_url ?? null,
  };
}

function timeOf(seconds: number | null): Date | null {
  return seconds === null ? null : new Date(seconds * 1_000);
}
