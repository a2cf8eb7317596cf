import { describe, expect, it } from "vitest";
import { askPropensity, informationGain, type ModelEvidence, normalCdf } from "./information-gain";

const known = (...models: [string, number, number][]): Map<string, ModelEvidence> =>
  new Map(models.map(([name, weight, mean]) => [name, { weight, mean }]));

describe("what another answer could teach", () => {
  it("is everything while nothing is known", () => {
    expect(informationGain("a", known())).toBeCloseTo(1, 6);
    expect(informationGain("new", known(["a", 0, 0]))).toBeCloseTo(1, 6);
  });

  it("falls as answers come, and never rises with more of them", () => {
    const gains = [0, 1, 5, 20, 100, 1_000].map((n) => informationGain("a", known(["a", n, 0.7])));
    expect(gains).toEqual(gains.toSorted((left, right) => right - left));
    expect(gains.at(-1)).toBeLessThan(0.12);
  });

  it("is more between models that are close than where one clearly leads", () => {
    const close = known(["a", 60, 0.71], ["b", 60, 0.7]);
    const clear = known(["a", 60, 0.9], ["b", 60, 0.4]);
    expect(informationGain("a", close)).toBeGreaterThan(5 * informationGain("a", clear));
    expect(informationGain("b", close)).toBeGreaterThan(5 * informationGain("b", clear));
  });

  it("is more for the model that fewer have rated", () => {
    const both = known(["a", 400, 0.7], ["b", 4, 0.7]);
    expect(informationGain("b", both)).toBeGreaterThan(3 * informationGain("a", both));
  });

  it("stays between 0 and 1, whatever was said", () => {
    for (const weight of [0, 0.25, 3, 1e6])
      for (const mean of [0, 0.5, 1]) {
        const gain = informationGain("a", known(["a", weight, mean], ["b", 10, 0.5], ["c", 1e6, 1]));
        expect(gain).toBeGreaterThanOrEqual(0);
        expect(gain).toBeLessThanOrEqual(1);
      }
  });
});

describe("the probability of asking", () => {
  const bounds = { sampleRate: 0.6, sampleFloor: 0.1, asksWhereUnsure: true };

  it("goes from the floor to the rate with the gain, and is the rate where that is turned off", () => {
    expect(askPropensity(bounds, 0)).toBe(0.1);
    expect(askPropensity(bounds, 1)).toBeCloseTo(0.6, 12);
    expect(askPropensity(bounds, 0.5)).toBeCloseTo(0.35, 12);
    expect(askPropensity({ ...bounds, asksWhereUnsure: false }, 0)).toBe(0.6);
    expect(askPropensity({ ...bounds, sampleFloor: 0.9 }, 0)).toBe(0.6);
  });
});

it("knows the normal distribution to seven digits", () => {
  for (const [z, p] of [
    [0, 0.5],
    [1, 0.8413447],
    [1.96, 0.9750021],
    [3, 0.9986501],
  ] as const)
    expect(normalCdf(z)).toBeCloseTo(p, 6);
});
