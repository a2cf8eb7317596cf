import { describe, expect, it } from "vitest";
import { PLANS } from "./plans";
import { countedRequests, NO_TERMS, quotaOf } from "./quota";

const USD = 1_000_000;
const capped = (usd: number) => ({ overageCapMicroUsd: usd * USD, isTrial: false });

describe("the quota of a month", () => {
  it("on Free lets requests go on without texts, and stops at five times as many", () => {
    expect(quotaOf(PLANS.free, NO_TERMS)).toEqual({
      included: 20_000,
      textsUntil: 20_000,
      stopAt: 100_000,
      sellsOverage: false,
    });
    expect(quotaOf(PLANS.free, capped(500)).stopAt).toBe(100_000);
  });

  it("on Pro keeps texts and stops where the owner’s cap does, or nowhere", () => {
    expect(quotaOf(PLANS.pro, NO_TERMS)).toMatchObject({
      textsUntil: null,
      stopAt: null,
      sellsOverage: true,
    });
    expect(quotaOf(PLANS.pro, capped(0)).stopAt).toBe(200_000);
    expect(quotaOf(PLANS.pro, capped(20)).stopAt).toBe(400_000);
  });

  it("in a trial sells nothing: past the included requests it is as on Free", () => {
    const trial = quotaOf(PLANS.pro, { overageCapMicroUsd: null, isTrial: true });
    expect(trial).toEqual({ included: 200_000, textsUntil: 200_000, stopAt: 400_000, sellsOverage: false });
  });

  it("has no bounds by contract", () => {
    expect(quotaOf(PLANS.enterprise, capped(0))).toMatchObject({
      included: null,
      textsUntil: null,
      stopAt: null,
    });
  });

  it("does not count what was used in the month before the plan began", () => {
    const terms = { ...NO_TERMS, before: { month: "2026-11-01", requests: 700 } };
    expect(countedRequests(1_000, "2026-11-01", terms)).toBe(300);
    expect(countedRequests(600, "2026-11-01", terms)).toBe(0);
    expect(countedRequests(1_000, "2026-12-01", terms)).toBe(1_000);
    expect(countedRequests(1_000, "2026-11-01", NO_TERMS)).toBe(1_000);
  });
});
