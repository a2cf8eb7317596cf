import type { Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { consoleOrigin } from "@/server/integrations/mail/console-origin";
import type { BillingProvider, Customer, NewCustomer } from "@/server/integrations/stripe/billing-provider";
import { byContract, lockSubscription, type SubscriptionRow } from "./subscriptions.queries";

export interface EnsuredCustomer {
  customer: Customer;
  row: SubscriptionRow;
  place: { orgSlug: string; returnUrl: string };
}

/** The organisation as somebody who can pay. Asking twice at once makes one customer: the provider knows the call again. */
export async function ensureCustomer(ctx: Ctx, provider: BillingProvider): Promise<EnsuredCustomer> {
  const { orgId } = ctx;
  const { row, slug, payer } = await withTenant(ctx, async (tx) => {
    const organization = await tx.organization.findUniqueOrThrow({
      where: { orgId },
      select: { slug: true, name: true },
    });
    const userId = ctx.actor.kind === "user" ? ctx.actor.userId : "";
    const person = await tx.user.findUnique({ where: { id: userId }, select: { email: true } });
    const payer: NewCustomer = { orgId, name: organization.name, email: person?.email ?? "" };
    return { row: await lockSubscription(tx, ctx), slug: organization.slug, payer };
  });
  if (row.isByContract) throw byContract();
  const customerId = row.stripeCustomerId ?? (await provider.createCustomer(payer));
  if (row.stripeCustomerId === null)
    await withTenant(ctx, (tx) =>
      tx.subscription.update({
        where: { orgId },
        data: { stripeCustomerId: customerId },
        select: { orgId: true },
      }),
    );
  return {
    row,
    customer: { orgId, customerId },
    place: { orgSlug: slug, returnUrl: `${consoleOrigin()}/${slug}/settings?tab=billing` },
  };
}
