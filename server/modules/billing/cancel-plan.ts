import type { BillingView } from "@/server/contracts/billing";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { withTenant } from "@/server/db/tenant";
import type { BillingProvider, CustomerSubscription } from "@/server/integrations/stripe/billing-provider";
import { billingProvider } from "@/server/integrations/stripe/choose-provider";
import { getBilling } from "./get-billing";
import { byContract, SUBSCRIPTION_FIELDS } from "./subscriptions.queries";
import { syncSubscription } from "./sync-subscription";

/** Ends the plan with the period that is paid for. */
export function cancelPlan(ctx: Ctx, provider = billingProvider()): Promise<BillingView> {
  return setCancel(ctx, provider, true);
}

/** Takes a cancellation back, while the period lasts. */
export function resumePlan(ctx: Ctx, provider = billingProvider()): Promise<BillingView> {
  return setCancel(ctx, provider, false);
}

async function setCancel(ctx: Ctx, provider: BillingProvider, value: boolean): Promise<BillingView> {
  authorize(ctx, "billing:manage");
  const subscription = await livingSubscription(ctx, provider);
  await provider.setCancelAtPeriodEnd(subscription, value);
  const synced = await withTenant(ctx, (tx) =>
    syncSubscription(tx, ctx, provider, {
      audit: {
        action: value ? "subscription.cancelled" : "subscription.resumed",
        targetKind: "subscription",
        targetId: subscription.subscriptionId,
      },
    }),
  );
  return getBilling({ ...ctx, planId: synced?.facts.planId ?? ctx.planId }, provider);
}

async function livingSubscription(ctx: Ctx, provider: BillingProvider): Promise<CustomerSubscription> {
  const { orgId } = ctx;
  const row = await withTenant(ctx, (tx) =>
    tx.subscription.findUnique({ where: { orgId }, select: SUBSCRIPTION_FIELDS }),
  );
  if (row?.isByContract) throw byContract();
  const customerId = row?.stripeCustomerId ?? null;
  const reading = customerId === null ? null : await provider.read({ orgId, customerId });
  const subscription = reading?.subscription ?? null;
  if (customerId !== null && subscription !== null && subscription.status !== "canceled")
    return { orgId, customerId, subscriptionId: subscription.id };
  throw new AppError("conflict", "there is no living subscription", {
    userMessage: "There is no paid plan to change. Upgrade first.",
  });
}
