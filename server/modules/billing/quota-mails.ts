import type { Plan } from "@/server/contracts/plans";
import type { Quota } from "@/server/contracts/quota";
import type { BillingMail } from "./mail-managers";
import type { QuotaStep } from "./quota-steps";

export interface QuotaFacts {
  plan: Plan;
  quota: Quota;
  isTrial: boolean;
  counted: number;
}

const number = (count: number | null): string => (count ?? 0).toLocaleString("en-US");
const dollars = (microUsd: number): string => `$${(microUsd / 1_000_000).toLocaleString("en-US")}`;

/** What a step of the quota means for the reader, and what can be done. */
export function quotaMail({ kind, percent }: QuotaStep, facts: QuotaFacts, name: string): BillingMail {
  const { plan, counted } = facts;
  const used = `${name} has used ${number(counted)} requests this month (UTC) on the ${plan.name} ${facts.isTrial ? "trial" : "plan"}.`;
  const page = { label: "See usage and plan", path: "/settings?tab=billing" };
  if (kind === "stop") {
    const when = percent === 80 ? "will soon be refused" : "are refused from now on";
    return { subject: `Requests of ${name} ${when}`, paragraphs: stopParagraphs(percent, facts, used), page };
  }
  const subject =
    percent === 80
      ? `${name} has used 80 % of this month’s requests`
      : `${name} has used all requests that are included this month`;
  return { subject, paragraphs: [used, pastIncluded(percent, facts)], page };
}

function pastIncluded(percent: number, { plan, quota }: QuotaFacts): string {
  const included = number(quota.included);
  if (quota.sellsOverage && plan.overageBlock !== null) {
    const { requests, microUsd } = plan.overageBlock;
    const price = `${dollars(microUsd)} for each ${number(requests)} that are begun`;
    const cap =
      quota.stopAt === null
        ? "No cap is set."
        : `Your cap stops requests at ${number(quota.stopAt)} a month.`;
    return percent === 80
      ? `${included} are included. Past them requests go on as before and cost ${price}. ${cap}`
      : `From here on requests go on as before and cost ${price}. ${cap}`;
  }
  return percent === 80
    ? `${included} are included. Past them requests are still forwarded, but what was said in them is not stored, up to ${number(quota.stopAt)} a month.`
    : `From here on requests are still forwarded, but what was said in them is not stored. They end at ${number(quota.stopAt)} this month. A larger plan lifts this at once.`;
}

function stopParagraphs(percent: number, { quota }: QuotaFacts, used: string): string[] {
  const stop = number(quota.stopAt);
  const way = quota.sellsOverage
    ? "An owner can raise the overage cap; it takes effect within seconds."
    : "A larger plan lifts this at once.";
  const what =
    percent === 80
      ? `At ${stop} they end for this month, and your application gets the error quota_exhausted.`
      : `The ${stop} that may be forwarded this month are used up: your application gets the error quota_exhausted until the month is over.`;
  return [used, what, way];
}
