import { describe, expect, it } from "vitest";
import { isFeasibleBudget, lambdaOf, type Pace, paced } from "./pacing";

describe("lambdaOf", () => {
  it("rises from quality to cost through the named positions", () => {
    expect([0, 1 / 3, 2 / 3, 1].map((weight) => Math.round(lambdaOf(weight) * 100) / 100)).toEqual([
      1, 4, 15, 40,
    ]);
    for (let x = 0; x < 1; x += 0.01) expect(lambdaOf(x + 0.01)).toBeGreaterThan(lambdaOf(x));
    expect([lambdaOf(-1), lambdaOf(7)]).toEqual([1, 40]);
  });
});

describe("paced", () => {
  it("keeps a mean cost at the budget where the choice follows λ", () => {
    // Two models: the dear one is taken while its gain of 0.02 is worth its price.
    let pace: Pace = { lambda: 4, averageUsd: null };
    let spent = 0;
    const requests = 20_000;
    for (let n = 0; n < requests; n++) {
      const noise = ((n * 7919) % 1000) / 1000;
      const cost = 0.02 * (0.5 + noise) > pace.lambda * 0.004 ? 0.005 : 0.001;
      spent += cost;
      pace = paced(pace, cost, 0.003);
    }
    expect(spent / requests / 0.003).toBeCloseTo(1, 1);
  });

  it("stays within its bounds whatever happens", () => {
    let pace: Pace = { lambda: 4, averageUsd: null };
    for (let n = 0; n < 5_000; n++) pace = paced(pace, 1, 0.001);
    expect(pace.lambda).toBe(400);
    for (let n = 0; n < 5_000; n++) pace = paced(pace, 0, 0.001);
    expect(pace.lambda).toBe(0.01);
  });

  it("says when a budget is below what the cheapest model costs", () => {
    expect(isFeasibleBudget(0.00104, 0.001)).toBe(false);
    expect(isFeasibleBudget(0.0011, 0.001)).toBe(true);
  });
});
