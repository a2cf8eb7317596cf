import { BILLING_DAYS, type PlanId } from "@/server/contracts/plans";
import { writeAudit } from "@/server/core/audit";
import { notFound } from "@/server/core/errors";
import { systemDb } from "@/server/db/system";
import { withTenant } from "@/server/db/tenant";
import { billingProvider } from "@/server/integrations/stripe/choose-provider";
import { billingCtx } from "./billing-ctx";
import { lockSubscription } from "./subscriptions.queries";
import { countFromNow, syncSubscription } from "./sync-subscription";

const DAY_MS = 86_400_000;

export interface Contract {
  orgSlug: string;
  /** False: the contract ends, and the plan is what is paid for, or Free. */
  isGiven: boolean;
  /** Who gave it, for the audit log. */
  operator: string;
  now: Date;
}

/**
 * Enterprise by contract, for operators: no page and no API leads here. A subscription that is paid for ends at once,
 * with what was not used given back.
 */
export async function giveContract(contract: Contract, provider = billingProvider()): Promise<PlanId> {
  const organization = await systemDb().organization.findUnique({
    where: { slug: contract.orgSlug },
    select: { orgId: true },
  });
  if (organization === null) throw notFound("organisation");
  const { orgId } = organization;
  const { isGiven, now } = contract;
  const ctx = billingCtx(orgId, now, { planId: "enterprise" });
  const row = await withTenant(ctx, (tx) => lockSubscription(tx, ctx));
  if (isGiven && row.stripeCustomerId !== null) {
    const customer = { orgId, customerId: row.stripeCustomerId };
    const { subscription } = await provider.read(customer);
    if (subscription !== null && subscription.status !== "canceled")
      await provider.cancelNow({ ...customer, subscriptionId: subscription.id });
  }
  return withTenant(ctx, async (tx) => {
    const before = await lockSubscription(tx, ctx);
    const kept = {
      keptPlanId: before.planId,
      keptUntil: new Date(now.getTime() + BILLING_DAYS.kept * DAY_MS),
    };
    const given = { planId: "enterprise", status: "active", keptPlanId: null, keptUntil: null } as const;
    const ended = { planId: "free", status: "active", ...(before.isByContract ? kept : {}) } as const;
    await tx.subscription.update({
      where: { orgId },
      data: { isByContract: isGiven, ...(isGiven ? given : ended), ...(await countFromNow(tx, ctx)) },
      select: { orgId: true },
    });
    const audit = {
      action: isGiven ? "contract.given" : "contract.ended",
      targetKind: "subscription",
      targetId: orgId,
      changes: { planId: [before.planId, isGiven ? "enterprise" : "free"], operator: contract.operator },
    };
    if (isGiven) {
      await writeAudit(tx, ctx, audit);
      return "enterprise";
    }
    const synced = await syncSubscription(tx, ctx, provider, { audit });
    return synced?.facts.planId ?? "free";
  });
}
