import type { BillingView } from "@/server/contracts/billing";
import { BillingStatusSchema } from "@/server/contracts/billing";
import { authorize, type Ctx } from "@/server/core/context";
import { errorFields, log } from "@/server/core/logger";
import { withTenant } from "@/server/db/tenant";
import type { BillingProvider, ProviderInvoice } from "@/server/integrations/stripe/billing-provider";
import { billingProvider } from "@/server/integrations/stripe/choose-provider";
import { SUBSCRIPTION_FIELDS } from "./subscriptions.queries";

/** Plan and payments as they are now. Invoices come from the payment provider; without it the rest is still shown. */
export async function getBilling(ctx: Ctx, provider = billingProvider()): Promise<BillingView> {
  authorize(ctx, "billing:read");
  const { orgId } = ctx;
  const { row, members, projects } = await withTenant(ctx, async (tx) => ({
    row: await tx.subscription.findUnique({ where: { orgId }, select: SUBSCRIPTION_FIELDS }),
    members: await tx.membership.count({ where: { orgId } }),
    projects: await tx.project.count({ where: { orgId } }),
  }));
  const customer = row?.stripeCustomerId ? { orgId, customerId: row.stripeCustomerId } : null;
  const invoices = customer === null ? [] : await invoicesOf(provider, customer);
  return {
    provider: provider.kind,
    now: await provider.now({ orgId }),
    planId: ctx.planId,
    status: BillingStatusSchema.catch("active").parse(row?.status),
    isByContract: row?.isByContract ?? false,
    hasTrial: (row?.trialUsedAt ?? null) === null,
    trialEndsAt: row?.trialEndsAt ?? null,
    currentPeriodEnd: row?.currentPeriodEnd ?? null,
    cancelAtPeriodEnd: row?.cancelAtPeriodEnd ?? false,
    graceEndsAt: row?.graceEndsAt ?? null,
    keptUntil: row?.keptUntil ?? null,
    overageCapMicroUsd: row?.overageCapMicroUsd == null ? null : Number(row.overageCapMicroUsd),
    hasCustomer: customer !== null,
    invoices: invoices ?? [],
    hasInvoices: invoices !== null,
    ...{ members, projects },
  };
}

async function invoicesOf(
  provider: BillingProvider,
  customer: { orgId: string; customerId: string },
): Promise<ProviderInvoice[] | null> {
  try {
    return await provider.listInvoices(customer);
  } catch (thrown) {
    log.warn("the payment provider gave no invoices", { orgId: customer.orgId, ...errorFields(thrown) });
    return null;
  }
}
