import type { Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import type {
  BillingEvent,
  BillingEventType,
  BillingProvider,
} from "@/server/integrations/stripe/billing-provider";
import { checkoutSessionCompleted } from "./events/checkout-session-completed";
import { customerSubscriptionCreated } from "./events/customer-subscription-created";
import { customerSubscriptionDeleted } from "./events/customer-subscription-deleted";
import { customerSubscriptionTrialWillEnd } from "./events/customer-subscription-trial-will-end";
import { customerSubscriptionUpdated } from "./events/customer-subscription-updated";
import type { EventHandler } from "./events/event-handler";
import { invoicePaid } from "./events/invoice-paid";
import { invoicePaymentFailed } from "./events/invoice-payment-failed";

const HANDLERS: Record<BillingEventType, EventHandler> = {
  "checkout.session.completed": checkoutSessionCompleted,
  "customer.subscription.created": customerSubscriptionCreated,
  "customer.subscription.updated": customerSubscriptionUpdated,
  "customer.subscription.deleted": customerSubscriptionDeleted,
  "customer.subscription.trial_will_end": customerSubscriptionTrialWillEnd,
  "invoice.paid": invoicePaid,
  "invoice.payment_failed": invoicePaymentFailed,
};

/** An event has its effect once: its id is noted in the same transaction, and goes with it when it fails. */
export async function handleBillingEvent(
  ctx: Ctx,
  event: BillingEvent,
  provider: BillingProvider,
): Promise<"done" | "repeated"> {
  return withTenant(ctx, async (tx) => {
    const { orgId } = ctx;
    const row = { id: event.id, orgId, type: event.type, receivedAt: ctx.now() };
    const { count } = await tx.billingEvent.createMany({ data: [row], skipDuplicates: true });
    if (count === 0) return "repeated";
    await HANDLERS[event.type](tx, ctx, event, provider);
    return "done";
  });
}
