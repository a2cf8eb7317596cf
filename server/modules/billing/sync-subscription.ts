import { type AuditEvent, writeAudit } from "@/server/core/audit";
import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";
import type { BillingProvider, ProviderSubscription } from "@/server/integrations/stripe/billing-provider";
import { type BillingFacts, billingFacts } from "./billing-facts";
import { downgradeMail } from "./billing-mails";
import { mailManagers } from "./mail-managers";
import { lockSubscription, type SubscriptionRow } from "./subscriptions.queries";

export interface Synced {
  facts: BillingFacts;
  subscription: ProviderSubscription | null;
  /** The provider's present. */
  now: Date;
}

/**
 * Makes an organisation's plan what the payment provider's objects say now. They are read while the row is locked, so
 * that of two events at once the later one cannot write the earlier state. A plan by contract is left alone. Null:
 * there is nothing to read.
 */
export async function syncSubscription(
  tx: Tx,
  ctx: Ctx,
  provider: BillingProvider,
  { audit }: { audit?: AuditEvent } = {},
): Promise<Synced | null> {
  const before = await lockSubscription(tx, ctx);
  if (before.stripeCustomerId === null || before.isByContract) {
    if (audit !== undefined) await writeAudit(tx, ctx, audit);
    return null;
  }
  const { orgId } = ctx;
  const customer = { orgId, customerId: before.stripeCustomerId };
  const { subscription, now } = await provider.read(customer);
  const facts = billingFacts(subscription, now);
  const change = changeOf(before, facts);
  await tx.subscription.update({
    where: { orgId },
    data: {
      ...facts,
      // Once tried stays tried, whatever is bought later.
      trialUsedAt: before.trialUsedAt ?? facts.trialUsedAt,
      ...(change.beginsAnew ? await countFromNow(tx, ctx) : {}),
    },
    select: { orgId: true },
  });
  if (before.planId === "pro" && facts.planId === "free")
    await mailManagers(tx, ctx, (name) => downgradeMail(name, facts));
  if (audit !== undefined) await writeAudit(tx, ctx, audit);
  else if (change.isVisible) await writeAudit(tx, ctx, changeEvent(before, facts));
  return { facts, subscription, now };
}

function changeOf(before: SubscriptionRow, after: BillingFacts) {
  const isOtherPlan = before.planId !== after.planId;
  const wasTrial = before.status === "trialing";
  return {
    /** What is included counts from when the plan, or the paid part of it, began. */
    beginsAnew: isOtherPlan || wasTrial !== (after.status === "trialing"),
    isVisible:
      isOtherPlan || before.status !== after.status || before.cancelAtPeriodEnd !== after.cancelAtPeriodEnd,
  };
}

/** What was used so far is not held against the plan that begins. */
export async function countFromNow(
  tx: Tx,
  { orgId, now }: Ctx,
): Promise<{ countedMonth: Date; countedBefore: number }> {
  const at = now();
  const month = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth(), 1));
  const { _sum } = await tx.spendMonth.aggregate({ where: { orgId, month }, _sum: { requestCount: true } });
  return { countedMonth: month, countedBefore: _sum.requestCount ?? 0 };
}

function changeEvent(before: SubscriptionRow, after: BillingFacts): AuditEvent {
  return {
    action: "subscription.changed",
    targetKind: "subscription",
    targetId: after.stripeSubscriptionId ?? before.stripeSubscriptionId ?? "",
    changes: {
      planId: [before.planId, after.planId],
      status: [before.status, after.status],
      cancelAtPeriodEnd: [before.cancelAtPeriodEnd, after.cancelAtPeriodEnd],
    },
  };
}
