import type { BillingStatus } from "@/server/contracts/billing";
import { BILLING_DAYS, type PlanId } from "@/server/contracts/plans";
import type { ProviderSubscription } from "@/server/integrations/stripe/billing-provider";

/** What the payment provider's objects mean for an organisation. */
export interface BillingFacts {
  planId: PlanId;
  status: BillingStatus;
  stripeSubscriptionId: string | null;
  trialEndsAt: Date | null;
  trialUsedAt: Date | null;
  currentPeriodStart: Date | null;
  currentPeriodEnd: Date | null;
  cancelAtPeriodEnd: boolean;
  graceEndsAt: Date | null;
  keptPlanId: PlanId | null;
  keptUntil: Date | null;
}

const DAY_MS = 86_400_000;

/**
 * Follows from the object and the time alone: from whatever order its events came in, the same object gives the same
 * facts.
 */
export function billingFacts(subscription: ProviderSubscription | null, now: Date): BillingFacts {
  if (subscription === null) return { ...NOTHING_BOUGHT };
  const { status, trialStart, trialEnd, periodStart, periodEnd, unpaidSince, endedAt } = subscription;
  const graceEndsAt = isBehind(status) ? later(unpaidSince ?? periodStart ?? now, BILLING_DAYS.grace) : null;
  const isEntitled =
    status === "active" || status === "trialing" || (graceEndsAt !== null && now < graceEndsAt);
  const lostAt = isEntitled ? null : (endedAt ?? graceEndsAt ?? periodEnd ?? now);
  return {
    planId: isEntitled ? "pro" : "free",
    status: isBehind(status) ? "past_due" : status,
    stripeSubscriptionId: subscription.id,
    trialEndsAt: trialEnd,
    trialUsedAt: trialStart,
    currentPeriodStart: periodStart,
    currentPeriodEnd: periodEnd,
    cancelAtPeriodEnd: status !== "canceled" && subscription.cancelAtPeriodEnd,
    graceEndsAt,
    keptPlanId: lostAt === null ? null : "pro",
    keptUntil: lostAt === null ? null : later(lostAt, BILLING_DAYS.kept),
  };
}

const NOTHING_BOUGHT: BillingFacts = {
  planId: "free",
  status: "active",
  stripeSubscriptionId: null,
  trialEndsAt: null,
  trialUsedAt: null,
  currentPeriodStart: null,
  currentPeriodEnd: null,
  cancelAtPeriodEnd: false,
  graceEndsAt: null,
  keptPlanId: null,
  keptUntil: null,
};

function isBehind(status: ProviderSubscription["status"]): status is "past_due" | "unpaid" {
  return status === "past_due" || status === "unpaid";
}

function later(from: Date, days: number): Date {
  return new Date(from.getTime() + days * DAY_MS);
}
