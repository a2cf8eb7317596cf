import type { BillingView } from "@/server/contracts/billing";

export function dayText(date: Date): string {
  const format = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  return date.toLocaleDateString("en-GB", format);
}

type Life = Pick<
  BillingView,
  | "planId"
  | "status"
  | "isByContract"
  | "cancelAtPeriodEnd"
  | "currentPeriodEnd"
  | "trialEndsAt"
  | "graceEndsAt"
  | "keptUntil"
  | "now"
>;

/** What the plan will do by itself, in a sentence. */
export function lifeText(billing: Life): string {
  const { planId, status, cancelAtPeriodEnd, currentPeriodEnd, trialEndsAt, graceEndsAt, keptUntil } =
    billing;
  if (billing.isByContract) return "By contract. Write to us to change it.";
  if (planId === "free") {
    const kept =
      keptUntil !== null && keptUntil > billing.now
        ? ` What was recorded on Pro stays readable until ${dayText(keptUntil)}.`
        : "";
    return status === "past_due"
      ? `The payment for Pro could not be collected. Settle it to be on Pro again.${kept}`
      : `Free for as long as you like.${kept}`;
  }
  if (status === "past_due" && graceEndsAt !== null)
    return `The last payment did not go through. Pro goes on until ${dayText(graceEndsAt)}.`;
  const end = status === "trialing" ? trialEndsAt : currentPeriodEnd;
  if (end === null) return "";
  if (cancelAtPeriodEnd) return `Cancelled: ends on ${dayText(end)}. Nothing more is charged.`;
  return status === "trialing"
    ? `Trial until ${dayText(end)}, then the first payment.`
    : `Renews on ${dayText(end)}.`;
}
