import { describe, expect, it } from "vitest";
import type { Posterior } from "./learner/posterior";
import { outOfBounds } from "./route-bounds";
import type { RouteCandidate } from "./routing-types";

const candidate = (id: string): RouteCandidate => ({
  ...{ id, provider: "sandbox", model: id },
  ...{ position: 0, weight: 1, isEnabled: true },
});
const posterior = (mean: number): Posterior => ({
  ...{ mean, variance: 0.01, samples: 10, npsAnswers: 10, sharedShare: 0 },
  shares: { session: 1, auto: 0, manual: 0, benchmark: 0 },
});
const [low, middle, high] = [candidate("low"), candidate("middle"), candidate("high")];
const ALL = [low, middle, high];
const arms = [
  { candidate: low, posterior: posterior(0.55) },
  { candidate: middle, posterior: posterior(0.7) },
  { candidate: high, posterior: posterior(0.85) },
];
const latencyMs = new Map([
  ["low", 300],
  ["middle", 900],
  ["high", 2_000],
]);
const out = (qualityMin: number | null, latencyMaxMs: number | null) =>
  Object.fromEntries(outOfBounds(ALL, { qualityMin, latencyMaxMs }, { arms, latencyMs }));

describe("what a route's bounds leave out", () => {
  it("is nothing without bounds, and nothing that keeps to them", () => {
    expect(out(null, null)).toEqual({});
    expect(out(5.5, 2_000)).toEqual({});
  });

  it("is what is expected to be rated lower, and what usually answers later", () => {
    expect(out(7, null)).toEqual({ low: "below_quality_min" });
    expect(out(null, 1_000)).toEqual({ high: "above_latency_max" });
    expect(out(6, 1_000)).toEqual({ low: "below_quality_min", high: "above_latency_max" });
  });

  it("is never all: the one nearest to the bound stays", () => {
    expect(out(9.9, null)).toEqual({ low: "below_quality_min", middle: "below_quality_min" });
    expect(out(null, 100)).toEqual({ middle: "above_latency_max", high: "above_latency_max" });
    expect(out(8, 100)).toEqual({ low: "below_quality_min", middle: "below_quality_min" });
  });

  it("is no model of which nobody knows how fast it is", () => {
    const known = { arms, latencyMs: new Map([["low", 300]]) };
    expect(outOfBounds(ALL, { qualityMin: null, latencyMaxMs: 100 }, known)).toEqual(
      new Map([["low", "above_latency_max"]]),
    );
  });
});
