import { describe, expect, it } from "vitest";
import { Constraints, NO_CONSTRAINTS } from "@/server/contracts/constraints";
import { constraintSentences } from "./constraint-sentences";

describe("constraints in words", () => {
  it("says nothing where nothing is set", () => {
    expect(constraintSentences(NO_CONSTRAINTS)).toEqual([]);
  });

  it("says each rule that is set with its own number", () => {
    const rules = Constraints.parse({
      max_regression: { value: 0.05, window: "rolling_7d" },
      max_cost_increase: { value: 0.1, window: "rolling_24h" },
      max_cost_drop_without_validation: 0.333,
      max_outcome_variance: 0.07,
      confidence_threshold: 0.6,
      min_samples_before_promotion: 4_000,
      require_shadow_before_live: true,
      cost_limit_monthly_usd: 250,
      max_tokens_per_window: 2_000_000,
      max_requests_per_minute: 600,
    });
    expect(constraintSentences(rules)).toEqual([
      "No model rated more than 0.5 points worse than the first in the last 7 days.",
      "No model more than 10 % dearer than the first in the last 24 hours.",
      "A model more than 33.3 % cheaper waits for scores.",
      "No model whose scores vary by more than 0.07.",
      "Below a confidence of 0.6 a route keeps to its first model.",
      "A model needs 4,000 scores before it is chosen.",
      "A model must have passed a shadow phase before it answers.",
      "At most $250.00 a month.",
      "At most 2,000,000 tokens in 60 seconds.",
      "At most 600 requests a minute with each key.",
    ]);
  });

  it("says nothing of a switch that is off", () => {
    expect(constraintSentences(Constraints.parse({ require_shadow_before_live: false }))).toEqual([]);
  });
});
