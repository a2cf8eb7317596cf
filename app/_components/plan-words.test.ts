import { describe, expect, it } from "vitest";
import { PLANS, planWith } from "@/server/contracts/plans";
import { dollars, featuresGained, planFacts, planPrice, quotaTone } from "./plan-words";

describe("the words of plans", () => {
  it("come from the plan table", () => {
    expect(planFacts(PLANS.free)).toContainEqual({ label: "Past that", value: "no texts, up to 100,000" });
    expect(planFacts(PLANS.pro)).toContainEqual({ label: "Past that", value: "$8 per 100,000" });
    expect(planFacts(PLANS.pro)).toContainEqual({ label: "Seats", value: "unlimited" });
  });

  it("never tell a contract’s internal minimums as an offer", () => {
    expect(planFacts(PLANS.enterprise)).toContainEqual({ label: "Requests a minute", value: "by contract" });
    expect(planFacts(PLANS.enterprise)).toContainEqual({ label: "Texts kept", value: "by contract" });
    expect(planFacts(PLANS.enterprise)).toContainEqual({ label: "Past that", value: "by contract" });
    expect(planPrice(PLANS.enterprise).amount).toBe("Custom");
  });

  it("have whole dollars without cents and keep cents where there are some", () => {
    expect([59_000_000, 1_500_000, 0].map(dollars)).toEqual(["$59", "$1.50", "$0"]);
  });

  it("name the cheapest plan that has a feature, and what a step up or down changes", () => {
    expect(planWith("experiments").id).toBe("pro");
    expect(planWith("learning_opt_out").id).toBe("enterprise");
    expect(featuresGained(PLANS.free, PLANS.pro)).toContain("semantic_cache");
    expect(featuresGained(PLANS.pro, PLANS.free)).toEqual([]);
  });
});

describe("the colour of what is used", () => {
  it("warns from four fifths of what is included, and is an error only where requests end", () => {
    const tone = (requestsCounted: number, requestsHardStop: number | null) =>
      quotaTone({ requestsCounted, requestsQuota: 100, requestsHardStop });
    expect([tone(79, 500), tone(80, 500), tone(499, 500), tone(500, 500)]).toEqual([
      ...["accent", "warning", "warning", "error"],
    ]);
    expect(tone(10_000, null)).toBe("warning");
  });
});
