import type { BillingPlace } from "@/server/contracts/billing";
import { BILLING_DAYS } from "@/server/contracts/plans";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { billingProvider } from "@/server/integrations/stripe/choose-provider";
import { ensureCustomer } from "./ensure-customer";
import { openPortal } from "./open-portal";

/**
 * Where Pro is bought. A second checkout would be a second subscription: who has one is led to where it is looked after.
 */
export async function startCheckout(ctx: Ctx, provider = billingProvider()): Promise<BillingPlace> {
  authorize(ctx, "billing:manage");
  const { customer, place, row } = await ensureCustomer(ctx, provider);
  const { subscription } = await provider.read(customer);
  if (subscription !== null && subscription.status !== "canceled") return openPortal(ctx, provider);
  await withTenant(ctx, (tx) =>
    writeAudit(tx, ctx, {
      action: "checkout.started",
      targetKind: "subscription",
      targetId: customer.customerId,
      changes: { plan: "pro" },
    }),
  );
  const trialDays = row.trialUsedAt === null ? BILLING_DAYS.trial : null;
  return { url: await provider.startCheckout({ ...customer, ...place, trialDays }) };
}
