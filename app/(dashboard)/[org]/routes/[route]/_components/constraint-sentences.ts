import { formatCost, formatCount } from "@/app/_lib/format";
import type { Constraints, ConstraintWindow } from "@/server/contracts/constraints";

const WINDOWS: Readonly<Record<ConstraintWindow, string>> = {
  rolling_24h: "in the last 24 hours",
  rolling_7d: "in the last 7 days",
};
const MICROS = 1_000_000;

const percent = (share: number): string => `${Math.round(share * 1e4) / 100} %`;

/** What is allowed, one sentence for each rule that is set. */
export function constraintSentences(rules: Constraints): string[] {
  const { max_regression: worse, max_cost_increase: dearer } = rules;
  const sentences = [
    worse &&
      `No model rated more than ${worse.value * 10} points worse than the first ${WINDOWS[worse.window]}.`,
    dearer && `No model more than ${percent(dearer.value)} dearer than the first ${WINDOWS[dearer.window]}.`,
    rules.max_cost_drop_without_validation !== null &&
      `A model more than ${percent(rules.max_cost_drop_without_validation)} cheaper waits for scores.`,
    rules.max_outcome_variance !== null &&
      `No model whose scores vary by more than ${rules.max_outcome_variance}.`,
    rules.confidence_threshold !== null &&
      `Below a confidence of ${rules.confidence_threshold} a route keeps to its first model.`,
    rules.min_samples_before_promotion !== null &&
      `A model needs ${formatCount(rules.min_samples_before_promotion)} scores before it is chosen.`,
    rules.require_shadow_before_live === true && "A model must have passed a shadow phase before it answers.",
    rules.cost_limit_monthly_usd !== null &&
      `At most ${formatCost(rules.cost_limit_monthly_usd * MICROS)} a month.`,
    rules.max_tokens_per_window !== null &&
      `At most ${formatCount(rules.max_tokens_per_window)} tokens in ${formatCount(rules.token_window_seconds ?? 60)} seconds.`,
    rules.max_requests_per_minute !== null &&
      `At most ${formatCount(rules.max_requests_per_minute)} requests a minute with each key.`,
  ];
  return sentences.filter((sentence): sentence is string => typeof sentence === "string");
}
