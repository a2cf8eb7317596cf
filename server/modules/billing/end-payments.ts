import { withTenant } from "@/server/db/tenant";
import { billingProvider } from "@/server/integrations/stripe/choose-provider";
import { billingCtx } from "./billing-ctx";
import { lockSubscription } from "./subscriptions.queries";

/** Before an organisation is deleted: whoever is gone pays nothing more. */
export async function endPayments(orgId: string, now: Date, provider = billingProvider()): Promise<void> {
  const row = await withTenant({ orgId }, (tx) => lockSubscription(tx, billingCtx(orgId, now)));
  if (row.stripeCustomerId === null) return;
  const customer = { orgId, customerId: row.stripeCustomerId };
  const { subscription } = await provider.read(customer);
  if (subscription === null || subscription.status === "canceled") return;
  await provider.cancelNow({ ...customer, subscriptionId: subscription.id });
}
