import { describe, expect, it } from "vitest";
import { lambdaOf } from "@/server/contracts/objective";
import { atPrice, meanLambda, steadyPrice } from "./price";

describe("lambdaOf", () => {
  it("rises from quality to cost through the named positions", () => {
    expect([0, 1 / 3, 2 / 3, 1].map((weight) => Math.round(lambdaOf(weight) * 100) / 100)).toEqual([
      1, 4, 15, 40,
    ]);
    for (let x = 0; x < 1; x += 0.01) expect(lambdaOf(x + 0.01)).toBeGreaterThan(lambdaOf(x));
    expect([lambdaOf(-1), lambdaOf(7)]).toEqual([1, 40]);
  });
});

describe("a price between two", () => {
  const propensitiesAt = (lambda: number): number[] => (lambda > 10 ? [0.1, 0.9] : [0.9, 0.1]);

  it("draws its share of the sessions at the higher one", () => {
    const drawn = atPrice({ low: 5, high: 20, highShare: 0.25 }, propensitiesAt);
    expect(drawn[0]).toBeCloseTo(0.75 * 0.9 + 0.25 * 0.1, 12);
    expect((drawn[0] ?? 0) + (drawn[1] ?? 0)).toBeCloseTo(1, 12);
    expect(meanLambda({ low: 5, high: 20, highShare: 0.25 })).toBe(8.75);
  });

  it("is the one price where both are the same", () => {
    expect(atPrice(steadyPrice(5), propensitiesAt)).toEqual([0.9, 0.1]);
    expect(meanLambda(steadyPrice(5))).toBe(5);
  });
});
