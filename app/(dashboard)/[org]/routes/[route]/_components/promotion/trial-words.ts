import { formatCount } from "@/app/_lib/format";
import type {
  CandidatePromotionView,
  CandidateTrialView,
  RoutePromotionView,
  TrialComparison,
  TrialDifference,
  TrialGap,
  TrialMetric,
  TrialOutcome,
} from "@/server/contracts/promotion";

type Tone = "neutral" | "success" | "warning" | "error" | "info" | "accent";

interface StageWords {
  label: string;
  tone: Tone;
}

/** Where a model stands, in a few words. */
export function stageWords(candidate: CandidatePromotionView): StageWords {
  const { stage, canaryPercent, isEnabled, isHeldBack, hasPassedShadow, trial } = candidate;
  if (!isEnabled) return { label: "off", tone: "neutral" };
  if (stage === "canary") return { label: `canary, ${canaryPercent} % of sessions`, tone: "accent" };
  if (stage === "shadow") {
    if (trial !== null) return { label: "in shadow", tone: "info" };
    return hasPassedShadow
      ? { label: "passed in shadow", tone: "success" }
      : { label: "stopped in shadow", tone: "warning" };
  }
  return isHeldBack ? { label: "live, held back", tone: "warning" } : { label: "live", tone: "success" };
}

export const METRIC_LABELS: Readonly<Record<TrialMetric, string>> = {
  preference: "Answers preferred",
  nps: "What end users say",
  judged: "What the judge says",
  success_rate: "Success",
};

const GAP_WORDS: Readonly<Record<TrialGap, string>> = {
  samples: "more samples",
  quality: "to be sure that its quality is not worse by more than the margin",
  quality_unknown: "a word on its quality: answers of end users, or a judge",
  errors: "to be sure that it does not fail more often",
  latency: "to be faster: it is slower than the limit",
  cost: "to be cheaper: it costs more than the limit",
};

/** What a phase says now, in one sentence. */
export function verdictSentence({ verdict, worseIn, gaps, candidate }: TrialComparison): string {
  if (verdict === "passed") return "It has passed: not worse, and within its limits.";
  if (verdict === "worse" && worseIn !== null)
    return `It is worse beyond doubt. ${METRIC_LABELS[worseIn]} decided.`;
  if (candidate.samples === 0) return "Nothing has been seen of it yet.";
  return `It still needs ${listed(gaps.map((gap) => GAP_WORDS[gap]))}.`;
}

function listed(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : `${parts.slice(0, -1).join("; ")}; and ${last}`;
}

/** “+0.03, between −0.02 and +0.08”. */
export function differenceText({ difference, lower, upper }: TrialDifference): string {
  return `${signed(difference)}, between ${signed(lower)} and ${signed(upper)}`;
}

function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  if (text === "0.00") return "0.00";
  return value < 0 ? `−${text}` : `+${text}`;
}

const OUTCOMES: Readonly<Record<TrialOutcome, { label: string; tone: Tone }>> = {
  passed: { label: "passed", tone: "success" },
  failed: { label: "stopped: worse", tone: "warning" },
  advanced: { label: "next step", tone: "success" },
  promoted: { label: "promoted", tone: "success" },
  rolled_back: { label: "rolled back: worse", tone: "warning" },
  stopped: { label: "ended by hand", tone: "neutral" },
};

/** How a phase ended; null while it is under way. */
export function outcomeWords({ outcome }: CandidateTrialView): { label: string; tone: Tone } | null {
  return outcome === null ? null : OUTCOMES[outcome];
}

export function phaseWords({ stage, canaryPercent }: CandidateTrialView): string {
  return stage === "canary" ? `Canary with ${canaryPercent} %` : "Shadow";
}

/** What the comparison of shadows rests on, where something is missing. */
export function shadowNotice({ judgeModel, storesTexts, candidates }: RoutePromotionView): string | null {
  if (!candidates.some(({ stage }) => stage === "shadow")) return null;
  if (!storesTexts)
    return "This project stores no texts, so shadows are compared by time, cost and failures alone.";
  if (judgeModel === null)
    return "This project has no judge: only checks by code compare answers, and they find most alike.";
  return null;
}

export function spentText({ callsToday, spentTodayMicroUsd, settings }: RoutePromotionView): string {
  const usd = (micros: number): string => `$${(micros / 1e6).toFixed(2)}`;
  const calls = callsToday === 1 ? "1 call" : `${formatCount(callsToday)} calls`;
  return `Today: ${calls} of shadows, ${usd(spentTodayMicroUsd)} of ${usd(settings.shadowDailyMicroUsd)}.`;
}
