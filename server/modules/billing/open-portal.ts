import type { BillingPlace } from "@/server/contracts/billing";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { billingProvider } from "@/server/integrations/stripe/choose-provider";
import { ensureCustomer } from "./ensure-customer";

/** Where cards, addresses and invoices are looked after. */
export async function openPortal(ctx: Ctx, provider = billingProvider()): Promise<BillingPlace> {
  authorize(ctx, "billing:manage");
  const { customer, place } = await ensureCustomer(ctx, provider);
  await withTenant(ctx, (tx) =>
    writeAudit(tx, ctx, {
      action: "billing_portal.opened",
      targetKind: "subscription",
      targetId: customer.customerId,
    }),
  );
  return { url: await provider.openPortal({ ...customer, ...place }) };
}
