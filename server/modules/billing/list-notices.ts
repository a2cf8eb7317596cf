import type { BillingNotice, BillingNotices } from "@/server/contracts/billing";
import { PLANS } from "@/server/contracts/plans";
import { countedRequests, quotaOf } from "@/server/contracts/quota";
import { authorize, type Ctx } from "@/server/core/context";
import { type Tx, withTenant } from "@/server/db/tenant";
import { billingProvider } from "@/server/integrations/stripe/choose-provider";
import { quotaTerms } from "./quota-terms";
import { SUBSCRIPTION_FIELDS, type SubscriptionRow } from "./subscriptions.queries";

const DAY_MS = 86_400_000;
/** How long before something ends everybody is told. */
const AHEAD_DAYS = 7;

/** What the whole organisation should know of its plan now; the most urgent first. */
export async function listNotices(ctx: Ctx, provider = billingProvider()): Promise<BillingNotices> {
  authorize(ctx, "usage:read");
  const { orgId, planId } = ctx;
  const { row, used, deletion } = await withTenant(ctx, async (tx) => ({
    row: await tx.subscription.findUnique({ where: { orgId }, select: SUBSCRIPTION_FIELDS }),
    used: await usedThisMonth(tx, ctx),
    deletion: await tx.organizationDeletion.findUnique({ where: { orgId }, select: { dueAt: true } }),
  }));
  const quota = quotaNotice(ctx, row, used);
  const items = row === null ? [] : lifeNotices(row, await provider.now({ orgId }));
  const leaving: BillingNotice[] = deletion === null ? [] : [{ kind: "deletion", at: deletion.dueAt }];
  const urgent = [...leaving, ...items.filter(isUrgent)];
  return { planId, items: [...urgent, ...quota, ...items.filter((item) => !isUrgent(item))] };
}

async function usedThisMonth(tx: Tx, { orgId, now }: Ctx): Promise<{ month: string; requests: number }> {
  const month = `${now().toISOString().slice(0, 7)}-01`;
  const { _sum } = await tx.spendMonth.aggregate({
    where: { orgId, month: new Date(month) },
    _sum: { requestCount: true },
  });
  return { month, requests: _sum.requestCount ?? 0 };
}

function quotaNotice(
  { planId }: Ctx,
  row: SubscriptionRow | null,
  { month, requests }: { month: string; requests: number },
): BillingNotice[] {
  const terms = quotaTerms(row);
  const { included, stopAt, textsUntil, sellsOverage } = quotaOf(PLANS[planId], terms);
  const counted = countedRequests(requests, month, terms);
  if (included === null) return [];
  if (stopAt !== null && counted >= stopAt) return [{ kind: "quota_stopped", stopAt, isCap: sellsOverage }];
  if (sellsOverage || stopAt === null || textsUntil === null) return [];
  if (counted >= textsUntil) return [{ kind: "quota_past", included, stopAt }];
  return counted >= included * 0.8 ? [{ kind: "quota_near", counted, included }] : [];
}

function lifeNotices(row: SubscriptionRow, now: Date): BillingNotice[] {
  const { planId, status, graceEndsAt, trialEndsAt, currentPeriodEnd, cancelAtPeriodEnd, keptUntil } = row;
  const isNear = (at: Date | null): at is Date =>
    at !== null && at > now && at.getTime() - now.getTime() <= AHEAD_DAYS * DAY_MS;
  const notices: BillingNotice[] = [];
  if (status === "past_due" && planId !== "free" && graceEndsAt !== null)
    notices.push({ kind: "payment_failed", until: graceEndsAt });
  if (planId !== "free" && cancelAtPeriodEnd && isNear(currentPeriodEnd))
    notices.push({ kind: "ends", at: currentPeriodEnd });
  else if (status === "trialing" && isNear(trialEndsAt))
    notices.push({ kind: "trial_ends", at: trialEndsAt });
  if (planId === "free" && keptUntil !== null && keptUntil > now)
    notices.push({ kind: "downgraded", keptUntil });
  return notices;
}

function isUrgent({ kind }: BillingNotice): boolean {
  return kind === "payment_failed";
}
