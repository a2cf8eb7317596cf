import { PromotionSettings } from "@/server/contracts/promotion";

/** The form’s fields as they are typed: shares in percent, money in dollars. */
export interface PromotionDraft {
  shadowShare: string;
  shadowDailyUsd: string;
  canarySteps: string;
  samplesMin: string;
  qualityMargin: string;
  errorMargin: string;
  latencyIncreaseMax: string;
  costIncreaseMax: string;
  afterShadow: PromotionSettings["afterShadow"];
  afterCanary: PromotionSettings["afterCanary"];
  afterRollback: PromotionSettings["afterRollback"];
}

const percent = (share: number): string => String(Math.round(share * 1e4) / 100);
const orEmpty = (share: number | null): string => (share === null ? "" : percent(share));

export function draftOf(settings: PromotionSettings): PromotionDraft {
  const { afterShadow, afterCanary, afterRollback } = settings;
  return {
    shadowShare: percent(settings.shadowShare),
    shadowDailyUsd: String(settings.shadowDailyMicroUsd / 1e6),
    canarySteps: settings.canarySteps.join(", "),
    samplesMin: String(settings.samplesMin),
    qualityMargin: percent(settings.qualityMargin),
    errorMargin: percent(settings.errorMargin),
    latencyIncreaseMax: orEmpty(settings.latencyIncreaseMax),
    costIncreaseMax: orEmpty(settings.costIncreaseMax),
    ...{ afterShadow, afterCanary, afterRollback },
  };
}

type Errors = Partial<Record<keyof PromotionDraft, string>>;

const FIELD_OF: Readonly<Record<string, keyof PromotionDraft>> = { shadowDailyMicroUsd: "shadowDailyUsd" };

const WRONG: Readonly<Record<string, string>> = {
  shadowShare: "Give a share above 0, up to 100.",
  shadowDailyUsd: "Give an amount from 0 to 1,000.",
  canarySteps: "Give shares from 1 to 50, each larger than the one before.",
  samplesMin: "Give a number from 30 to 100,000.",
  qualityMargin: "Give a share from 0.5 to 50.",
  errorMargin: "Give a share from 0.5 to 50.",
  latencyIncreaseMax: "Give a share from 0 to 1,000, or nothing.",
  costIncreaseMax: "Give a share from 0 to 1,000, or nothing.",
};

/** What was typed as settings, or what is wrong with it. */
export function readDraft(draft: PromotionDraft): { settings: PromotionSettings | null; errors: Errors } {
  const share = (text: string): number => numberIn(text) / 100;
  const limit = (text: string): number | null => (text.trim() === "" ? null : share(text));
  const { afterShadow, afterCanary, afterRollback } = draft;
  const parsed = PromotionSettings.safeParse({
    ...{ afterShadow, afterCanary, afterRollback },
    shadowShare: share(draft.shadowShare),
    shadowDailyMicroUsd: Math.round(numberIn(draft.shadowDailyUsd) * 1e6),
    canarySteps: draft.canarySteps
      .split(/[\s,;%]+/)
      .filter((step) => step !== "")
      .map(numberIn),
    samplesMin: numberIn(draft.samplesMin),
    qualityMargin: share(draft.qualityMargin),
    errorMargin: share(draft.errorMargin),
    latencyIncreaseMax: limit(draft.latencyIncreaseMax),
    costIncreaseMax: limit(draft.costIncreaseMax),
  });
  if (parsed.success) return { settings: parsed.data, errors: {} };
  const errors: Errors = {};
  for (const { path } of parsed.error.issues) {
    const name = String(path[0]);
    const field = FIELD_OF[name] ?? (Object.hasOwn(draft, name) ? (name as keyof PromotionDraft) : undefined);
    if (field !== undefined) errors[field] = WRONG[field] ?? "This is not valid.";
  }
  return { settings: null, errors };
}

function numberIn(text: string): number {
  return text.trim() === "" ? Number.NaN : Number(text.trim().replace(",", "."));
}
