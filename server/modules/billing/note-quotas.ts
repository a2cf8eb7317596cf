import { PLANS, type Plan, type PlanId } from "@/server/contracts/plans";
import { countedRequests, quotaOf } from "@/server/contracts/quota";
import { type Tx, withTenant } from "@/server/db/tenant";
import { countersPool } from "@/server/modules/limits";
import { mailManagers } from "./mail-managers";
import { quotaMail } from "./quota-mails";
import { type QuotaStep, quotaSteps } from "./quota-steps";
import { QUOTA_FIELDS, quotaTerms } from "./quota-terms";

/** Below this no plan has anything to tell. */
const FIRST_STEP_REQUESTS = Math.min(
  ...Object.values(PLANS).map((plan) => (plan.requestsMonthly ?? Infinity) * 0.8),
);

/** Organisations without a subscription row are on the Free plan. */
const BUSY = `
  SELECT s.org_id, sum(s.request_count)::int AS requests, coalesce(max(p.plan_id::text), 'free') AS plan_id
  FROM spend_months s LEFT JOIN subscriptions p ON p.org_id = s.org_id
  WHERE s.month = $1::date GROUP BY s.org_id HAVING sum(s.request_count) >= $2`;

interface BusyOrg {
  org_id: string;
  requests: number;
  plan_id: PlanId;
}

/** Tells owners and admins of each step of the month's quota, once. Returns how many mails' reasons were new. */
export async function noteQuotas(now: Date): Promise<number> {
  const month = `${now.toISOString().slice(0, 7)}-01`;
  const { rows } = await countersPool().query<BusyOrg>(BUSY, [month, Math.floor(FIRST_STEP_REQUESTS)]);
  let told = 0;
  for (const row of rows) {
    if (PLANS[row.plan_id].requestsMonthly === null) continue;
    told += await withTenant({ orgId: row.org_id }, (tx) => noteQuota(tx, row, month));
  }
  return told;
}

async function noteQuota(tx: Tx, { org_id: orgId, requests }: BusyOrg, month: string): Promise<number> {
  const row = await tx.subscription.findUnique({
    where: { orgId },
    select: { planId: true, ...QUOTA_FIELDS },
  });
  const plan: Plan = PLANS[row?.planId ?? "free"];
  const terms = quotaTerms(row);
  const [quota, counted] = [quotaOf(plan, terms), countedRequests(requests, month, terms)];
  const fresh: QuotaStep[] = [];
  for (const step of quotaSteps(quota, counted)) {
    const alert = { orgId, month: new Date(month), planId: plan.id, ...step };
    const { count } = await tx.quotaAlert.createMany({ data: [alert], skipDuplicates: true });
    if (count === 1) fresh.push(step);
  }
  // Where several are reached at once, the last of them says what matters.
  const latest = fresh.at(-1);
  if (latest === undefined) return 0;
  const facts = { plan, quota, counted, isTrial: terms.isTrial };
  await mailManagers(tx, { orgId }, (name) => quotaMail(latest, facts, name));
  return 1;
}
