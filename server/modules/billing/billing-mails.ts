import { BILLING_DAYS, PLANS } from "@/server/contracts/plans";
import type { BillingFacts } from "./billing-facts";
import type { BillingMail } from "./mail-managers";

const PAGE = { label: "Open plan & billing", path: "/settings?tab=billing" };

export function dayText(date: Date): string {
  const format = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  return date.toLocaleDateString("en-GB", format);
}

export function paymentFailedMail(name: string, { graceEndsAt }: BillingFacts): BillingMail {
  const until = graceEndsAt === null ? "" : ` until ${dayText(graceEndsAt)}`;
  return {
    subject: `The payment for ${name} did not go through`,
    paragraphs: [
      `We could not collect the payment for the Pro plan of ${name}. Everything goes on as before${until}; the payment is tried again in the meantime.`,
      `Change the card to settle it. After ${BILLING_DAYS.grace} days the limits of Free hold. Nothing is deleted then.`,
    ],
    page: PAGE,
  };
}

export function trialEndsMail(name: string, { trialEndsAt, cancelAtPeriodEnd }: BillingFacts): BillingMail {
  const at = trialEndsAt === null ? "soon" : `on ${dayText(trialEndsAt)}`;
  const price = `$${PLANS.pro.monthlyMicroUsd / 1_000_000}`;
  return {
    subject: `The Pro trial of ${name} ends ${at}`,
    paragraphs: [
      cancelAtPeriodEnd
        ? `The trial was cancelled, so ${name} goes back to Free ${at} and nothing is charged.`
        : `From then on Pro costs ${price} a month, charged to the card you gave. Until then you can cancel without paying anything.`,
    ],
    page: PAGE,
  };
}

export function downgradeMail(name: string, { keptUntil, status }: BillingFacts): BillingMail {
  const why = status === "past_due" ? "since the payment could not be collected" : "since its Pro plan ended";
  const until = keptUntil === null ? "" : ` until ${dayText(keptUntil)}`;
  return {
    subject: `${name} is on the Free plan now`,
    paragraphs: [
      `${name} is on Free, ${why}. Requests go on; settings that belong to Pro stay stored and are not used.`,
      `What was recorded stays readable as long as on Pro${until}. After that, Free’s days hold: ${PLANS.free.retentionDays.bodies} for what was said and ${PLANS.free.retentionDays.metadata} for the rest. Going back to Pro before then keeps everything.`,
    ],
    page: PAGE,
  };
}
