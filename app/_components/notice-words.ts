import { formatCount } from "@/app/_lib/format";
import type { BillingNotice } from "@/server/contracts/billing";
import { BILLING_DAYS } from "@/server/contracts/plans";

export interface NoticeWords {
  tone: "info" | "warning" | "error";
  text: string;
  /** What the link beside it says. */
  action: string;
  /** Settings tab that the link leads to. */
  tab?: "general";
}

function dayText(date: Date): string {
  const format = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  return date.toLocaleDateString("en-GB", format);
}

/** What a notice says on top of every page. */
export function noticeWords(notice: BillingNotice): NoticeWords {
  switch (notice.kind) {
    case "deletion":
      return {
        tone: "error",
        text: `This organisation will be deleted with everything in it on ${dayText(notice.at)}.`,
        action: "Take it back",
        tab: "general",
      };
    case "payment_failed":
      return {
        tone: "error",
        text: `The last payment did not go through. Everything goes on until ${dayText(notice.until)}; after that the limits of Free hold.`,
        action: "Change card",
      };
    case "quota_stopped":
      return {
        tone: "error",
        text: `Requests are refused: the ${formatCount(notice.stopAt)} ${notice.isCap ? "that the overage cap allows" : "of the plan"} are used up for this month.`,
        action: notice.isCap ? "Raise the cap" : "Upgrade",
      };
    case "quota_past":
      return {
        tone: "warning",
        text: `The ${formatCount(notice.included)} included requests of this month are used up. Requests go on, but what is said in them is not stored; at ${formatCount(notice.stopAt)} they end.`,
        action: "Upgrade",
      };
    case "quota_near":
      return {
        tone: "info",
        text: `${formatCount(notice.counted)} of ${formatCount(notice.included)} included requests of this month are used.`,
        action: "See plans",
      };
    case "trial_ends":
      return {
        tone: "info",
        text: `The trial of Pro ends on ${dayText(notice.at)}.`,
        action: "Plan & billing",
      };
    case "ends":
      return {
        tone: "warning",
        text: `The Pro plan ends on ${dayText(notice.at)}. What was recorded stays readable for ${BILLING_DAYS.kept} days more.`,
        action: "Resume",
      };
    case "downgraded":
      return {
        tone: "info",
        text: `You are on Free. What was recorded on Pro stays readable until ${dayText(notice.keptUntil)}.`,
        action: "Upgrade",
      };
  }
}
