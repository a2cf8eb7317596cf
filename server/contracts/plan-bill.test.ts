import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { billOf } from "./plan-bill";
import { PLANS } from "./plans";
import { quotaOf } from "./quota";

const USD = 1_000_000;

describe("the bill of a month", () => {
  it.each([
    [0, 59],
    [200_000, 59],
    [200_001, 67],
    [300_000, 67],
    [300_001, 75],
    [5_000_000, 59 + 48 * 8],
  ])("on Pro, %i requests cost $%i", (requests, usd) => {
    expect(billOf(PLANS.pro, requests).totalMicroUsd).toBe(usd * USD);
  });

  it("is nothing on Free and unknown by contract", () => {
    expect(billOf(PLANS.free, 99_999)).toMatchObject({ totalMicroUsd: 0, overageBlocks: 0 });
    expect(billOf(PLANS.enterprise, 99_999_999).totalMicroUsd).toBeNull();
  });

  it("never sells more than the cap, nor stops before what was sold is used", () => {
    fc.assert(
      fc.property(fc.nat(50_000_000), fc.nat(500 * USD), (requests, cap) => {
        const { overageMicroUsd, overageBlocks } = billOf(PLANS.pro, requests, cap);
        expect(overageMicroUsd).toBeLessThanOrEqual(cap);
        const stop = quotaOf(PLANS.pro, { overageCapMicroUsd: cap, isTrial: false }).stopAt ?? 0;
        expect(billOf(PLANS.pro, stop).overageMicroUsd).toBeLessThanOrEqual(cap);
        expect(stop).toBeGreaterThanOrEqual(200_000 + overageBlocks * 100_000);
      }),
    );
  });
});
