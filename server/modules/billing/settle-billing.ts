import { errorFields, log } from "@/server/core/logger";
import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
import type { BillingProvider } from "@/server/integrations/stripe/billing-provider";
import { billingProvider } from "@/server/integrations/stripe/choose-provider";
import { billingCtx } from "./billing-ctx";
import { handleBillingEvent } from "./handle-billing-event";
import { syncSubscription } from "./sync-subscription";

const ORGS_MAX = 200;

/**
 * What time alone changes: a grace that ends, and a period that ended without our hearing of it. Each is read anew
 * from the payment provider, so that an event that never came is made up for.
 */
export async function settleBilling(now: Date, provider = billingProvider()): Promise<number> {
  const rows = await systemDb().subscription.findMany({
    where: {
      stripeCustomerId: { not: null },
      isByContract: false,
      planId: { not: "free" },
      OR: [{ graceEndsAt: { lte: now } }, { currentPeriodEnd: { lte: now } }],
    },
    orderBy: { currentPeriodEnd: "asc" },
    take: ORGS_MAX,
    select: { orgId: true },
  });
  for (const { orgId } of rows) {
    try {
      await settle(orgId, now, provider);
    } catch (thrown) {
      log.error("a subscription was not read anew", { orgId, ...errorFields(thrown) });
    }
  }
  return rows.length;
}

async function settle(orgId: string, now: Date, provider: BillingProvider): Promise<void> {
  const ctx = billingCtx(orgId, now);
  for (const event of await provider.pendingEvents({ orgId })) await handleBillingEvent(ctx, event, provider);
  await withTenant(ctx, (tx) => syncSubscription(tx, ctx, provider));
}
