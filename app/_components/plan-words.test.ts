import { describe, expect, it } from "vitest";
import { PLANS } from "@/server/contracts/plans";
import { featuresGained, planFacts, planWith } from "./plan-words";

describe("the words of plans", () => {
  it("come from the plan table", () => {
    expect(planFacts(PLANS.free)).toContainEqual({
      label: "Past that",
      value: "without texts, up to 100,000",
    });
    expect(planFacts(PLANS.pro)).toContainEqual({ label: "Past that", value: "$8 per 100,000" });
    expect(planFacts(PLANS.pro)).toContainEqual({ label: "Seats", value: "unlimited" });
    expect(planFacts(PLANS.enterprise)).toContainEqual({ label: "Price a month", value: "by contract" });
  });

  it("name the cheapest plan that has a feature, and what a step up or down changes", () => {
    expect(planWith("experiments").id).toBe("pro");
    expect(planWith("learning_opt_out").id).toBe("enterprise");
    expect(featuresGained(PLANS.free, PLANS.pro)).toContain("semantic_cache");
    expect(featuresGained(PLANS.pro, PLANS.free)).toEqual([]);
  });
});
