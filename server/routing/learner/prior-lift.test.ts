import { describe, expect, it } from "vitest";
import { estimateLift, type ScoredSession } from "./prior-lift";

/** Sessions drawn with probabilities .8 and .2; the second model is better by `better`. */
function world(count: number, better: number): ScoredSession[] {
  return Array.from({ length: count }, (_, n) => {
    const chosen = n % 5 === 0 ? 1 : 0;
    const noise = ((n * 37) % 11) / 100 - 0.05;
    const score = 0.5 + noise + (chosen === 1 ? better : 0);
    return { score, chosen, propensity: chosen === 1 ? 0.2 : 0.8, withShared: 1, alone: 0 };
  });
}

describe("estimateLift", () => {
  it("says nothing from fewer than thirty sessions, or where none agrees", () => {
    expect(estimateLift(world(29, 0.2))).toBeNull();
    expect(estimateLift(world(60, 0.2).map((one) => ({ ...one, alone: 2 })))).toBeNull();
  });

  it("finds what choosing otherwise would have been worth, within its interval", () => {
    const found = estimateLift(world(500, 0.2));
    expect(found?.difference).toBeCloseTo(0.2, 1);
    expect(found?.low).toBeLessThan(0.2);
    expect(found?.high).toBeGreaterThan(0.2);
    expect(found?.low).toBeGreaterThan(0.1);
  });

  it("is zero, and sure of it, where both ways choose the same", () => {
    const same = world(100, 0.2).map((one) => ({ ...one, alone: 1 }));
    expect(estimateLift(same)).toMatchObject({ difference: 0, low: 0, high: 0 });
  });
});
