import { describe, expect, it } from "vitest";
import { Constraints, NO_CONSTRAINTS } from "@/server/contracts/constraints";
import { draftOf, readDraft } from "./constraint-draft";

const EMPTY = draftOf(NO_CONSTRAINTS);

describe("the constraints form", () => {
  it("starts empty where nothing is set, and gives nothing back", () => {
    expect(Object.values(EMPTY).filter((value) => typeof value === "string" && /\d/.test(value))).toEqual([
      "rolling_24h",
      "rolling_24h",
    ]);
    expect(readDraft(EMPTY)).toEqual({ rules: NO_CONSTRAINTS, errors: null });
  });

  it("gives back what it was given, in the units of the API", () => {
    const rules = Constraints.parse({
      cost_limit_monthly_usd: 250.5,
      max_tokens_per_window: 2_000_000,
      token_window_seconds: 60,
      max_requests_per_minute: 600,
      max_regression: { value: 0.05, window: "rolling_7d" },
      max_outcome_variance: 0.07,
      max_cost_increase: { value: 0.1, window: "rolling_24h" },
      max_cost_drop_without_validation: 0.333,
      confidence_threshold: 0.6,
      min_samples_before_promotion: 40,
      require_shadow_before_live: true,
    });
    expect(draftOf(rules)).toMatchObject({
      maxRegression: "0.5",
      maxCostIncrease: "10",
      maxCostDrop: "33.3",
    });
    expect(readDraft(draftOf(rules))).toEqual({ rules, errors: null });
  });

  it("takes amounts as people write them", () => {
    const { rules } = readDraft({ ...EMPTY, monthlyUsd: " $1,250 ", maxCostIncrease: "20 %" });
    expect(rules).toMatchObject({
      cost_limit_monthly_usd: 1_250,
      max_cost_increase: { value: 0.2, window: "rolling_24h" },
    });
  });

  it.each([
    ["maxRegression", "6"],
    ["maxRegression", "a bit"],
    ["maxCostIncrease", "-1"],
    ["maxCostDrop", "0"],
    ["maxVariance", "2"],
    ["confidence", "60"],
    ["minSamples", "1.5"],
    ["monthlyUsd", "0"],
    ["tokens", "0"],
    ["tokenSeconds", "90000"],
    ["requestsPerMinute", "x"],
  ] as const)("says at %s what it takes instead of %s", (field, text) => {
    const { rules, errors } = readDraft({ ...EMPTY, [field]: text });
    expect(rules).toBeNull();
    expect(Object.keys(errors ?? {})).toEqual([field]);
  });
});
