import { billOf } from "@/server/contracts/plan-bill";
import { PLANS } from "@/server/contracts/plans";
import { countedRequests } from "@/server/contracts/quota";
import { writeAudit } from "@/server/core/audit";
import type { Ctx } from "@/server/core/context";
import { errorFields, log } from "@/server/core/logger";
import { type Tx, withTenant } from "@/server/db/tenant";
import type { BillingProvider } from "@/server/integrations/stripe/billing-provider";
import { billingProvider } from "@/server/integrations/stripe/choose-provider";
import { countersPool } from "@/server/modules/limits";
import { billingCtx } from "./billing-ctx";
import { quotaTerms } from "./quota-terms";
import { lockSubscription } from "./subscriptions.queries";

/** A transaction must not outlast many calls of the provider; the rest is told next time. */
const BLOCKS_AT_ONCE = 10;
/** Records of the last hours of a month may be stored in the next. */
const LATE_DAYS = 3;

const OVER = `
  SELECT s.org_id, sum(s.request_count)::int AS requests FROM spend_months s JOIN subscriptions p ON p.org_id = s.org_id
  WHERE s.month = $1::date AND p.plan_id = 'pro' AND p.status IN ('active', 'past_due') AND NOT p.is_by_contract
    AND p.stripe_customer_id IS NOT NULL
  GROUP BY s.org_id HAVING sum(s.request_count) > $2`;

/**
 * Tells the payment provider of blocks of requests past the included ones, as they begin. Each block has a name that it
 * is told under, so that one told twice, after a crash between telling and noting, is charged once.
 */
export async function reportOverage(now: Date, provider = billingProvider()): Promise<number> {
  let told = 0;
  for (const month of monthsToTell(now)) {
    const { rows } = await countersPool().query<{ org_id: string; requests: number }>(OVER, [
      month,
      PLANS.pro.requestsMonthly,
    ]);
    for (const { org_id: orgId, requests } of rows) {
      try {
        const over = { ctx: billingCtx(orgId, now), month, requests };
        told += await withTenant({ orgId }, (tx) => tellOrg(tx, over, provider));
      } catch (thrown) {
        log.error("requests past the included ones were not reported", { orgId, ...errorFields(thrown) });
      }
    }
  }
  return told;
}

function monthsToTell(now: Date): string[] {
  const current = `${now.toISOString().slice(0, 7)}-01`;
  if (now.getUTCDate() > LATE_DAYS) return [current];
  const last = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
  return [last.toISOString().slice(0, 10), current];
}

interface OverMonth {
  ctx: Ctx;
  month: string;
  requests: number;
}

async function tellOrg(
  tx: Tx,
  { ctx, month, requests }: OverMonth,
  provider: BillingProvider,
): Promise<number> {
  const { orgId } = ctx;
  const now = ctx.now();
  const row = await lockSubscription(tx, { orgId });
  const terms = quotaTerms(row);
  if (row.stripeCustomerId === null || row.planId !== "pro" || terms.isTrial) return 0;
  // What was used before a plan that began later is not known for earlier months, and not charged.
  if (terms.before && terms.before.month > month) return 0;
  const counted = countedRequests(requests, month, terms);
  const due = billOf(PLANS.pro, counted, terms.overageCapMicroUsd).overageBlocks;
  const key = { orgId_month: { orgId, month: new Date(month) } };
  const known = await tx.overageReport.findUnique({ where: key, select: { blocks: true } });
  const told = known?.blocks ?? 0;
  const blocks = Math.min(due, told + BLOCKS_AT_ONCE);
  if (blocks <= told) return 0;
  const customer = { orgId, customerId: row.stripeCustomerId };
  for (let block = told + 1; block <= blocks; block += 1)
    await provider.reportBlock(customer, { name: `${orgId}:${month}:${block}`, at: now });
  await tx.overageReport.upsert({
    where: key,
    create: { orgId, month: new Date(month), blocks, reportedAt: now },
    update: { blocks, reportedAt: now },
    select: { blocks: true },
  });
  await writeAudit(tx, ctx, {
    action: "overage.charged",
    targetKind: "subscription",
    targetId: row.stripeSubscriptionId ?? orgId,
    changes: { month: month.slice(0, 7), blocks: [told, blocks] },
  });
  return blocks - told;
}
