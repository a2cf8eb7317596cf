import { type ExplainedDecision, nameOf } from "./explanation-leads";
import type { FilterReason } from "./routing-types";

/** What is said of each reason to leave a candidate out. */
export const FILTER_TEXTS = {
  disabled: "is switched off in the route",
  in_shadow: "is in shadow: it is compared and answers nobody",
  canary_paused: "is a canary that takes no sessions now",
  zero_weight: "has no weight",
  provider_not_connected: "has no connected provider",
  model_not_allowed: "is not allowed for the API key",
  provider_unavailable: "was failing at the time",
  without_history: "does not keep what the request refers to",
  below_quality_min: "is expected to be rated lower than the route asks for",
  above_latency_max: "usually answers later than the route allows",
  constraint_max_regression: "was rated worse than the first model by more than max_regression allows",
  constraint_max_outcome_variance: "has outcomes that vary more than max_outcome_variance allows",
  constraint_max_cost_increase: "costs more than max_cost_increase allows",
  constraint_max_cost_drop_without_validation:
    "is cheaper than max_cost_drop_without_validation allows without more scores",
  constraint_min_samples_before_promotion: "has fewer scores than min_samples_before_promotion asks for",
  constraint_require_shadow_before_live:
    "has not passed a shadow phase, as require_shadow_before_live asks for",
} satisfies Record<FilterReason, string>;

const TEXTS: Readonly<Record<string, string>> = FILTER_TEXTS;

const UNKNOWN_FILTER = "was filtered for a reason this version does not know";

/** One sentence for each number of the evidence that is known. */
export function evidenceSentences(record: ExplainedDecision): string[] {
  const { samples, top2_score_gap: gap, outcome_variance: variance, recent_regressions } = record.evidence;
  const sentences: string[] = [];
  if (samples !== null) {
    sentences.push(`Samples behind it: ${samples}.`);
  }
  if (gap !== null) sentences.push(`The next best scored ${gap} lower.`);
  if (variance !== null) sentences.push(`Its outcomes vary by ${variance}.`);
  if (recent_regressions !== null && recent_regressions.exact > 0)
    sentences.push(`Regressions of the route in the week before: ${recent_regressions.exact}.`);
  if (record.used_shared_pool_prior)
    sentences.push("Other organisations' aggregated results were part of the evidence.");
  return sentences;
}

/** That the session could have been a canary's. */
export function canarySentence({ canary_percent: percent, selection }: ExplainedDecision): string | null {
  if (percent === null || selection === "canary") return null;
  return `A canary takes ${percent} % of the sessions, and not this one.`;
}

/** Which candidates were left out, and why. */
export function filterSentence({ filtered }: ExplainedDecision): string | null {
  if (filtered.length === 0) return null;
  const texts = filtered.map((row) => `${nameOf(row)} ${TEXTS[row.reason] ?? UNKNOWN_FILTER}`);
  return `Left out: ${texts.join("; ")}.`;
}

/** What became of it, where that is not the plain success. */
export function outcomeSentence(record: ExplainedDecision): string | null {
  if (record.winner === null) return null;
  if (record.reason === "failed") return "No model gave an answer.";
  if (record.reason === "client_closed") return "The client left before the answer was complete.";
  if (!record.outcome.fallback_used || record.model === null) return null;
  return `It failed, and ${nameOf({ provider: record.provider, model: record.model })} answered instead.`;
}
