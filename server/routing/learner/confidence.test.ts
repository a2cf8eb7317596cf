import { describe, expect, it } from "vitest";
import { confidenceOf, phaseOf } from "./confidence";
import type { Posterior } from "./posterior";

const posterior = (session: number, auto: number, manual: number, benchmark: number): Posterior => ({
  mean: 0.7,
  variance: 0.01,
  shares: { session, auto, manual, benchmark },
  sharedShare: 0,
  samples: 0,
  npsAnswers: 0,
});

describe("phaseOf", () => {
  it("follows the largest share of evidence, and calls it nps only from thirty answers on", () => {
    expect(phaseOf(posterior(0, 0, 0, 1), 0)).toBe("day0");
    expect(phaseOf(posterior(0.1, 0.6, 0, 0.3), 100)).toBe("auto");
    expect(phaseOf(posterior(0.6, 0.3, 0, 0.1), 29)).toBe("auto");
    expect(phaseOf(posterior(0.6, 0.3, 0, 0.1), 30)).toBe("nps");
    expect(phaseOf(posterior(0.3, 0.2, 0.1, 0.4), 10)).toBe("day0");
  });
});

describe("confidenceOf", () => {
  const sure = { gap: 0.3, samples: 400, variance: 0, phase: "nps", usesSharedPool: false } as const;

  it("is the published sum of its three parts", () => {
    expect(confidenceOf(sure)).toEqual({ value: 1, reason: "ok" });
    const { value } = confidenceOf({ ...sure, gap: 0.07, samples: 412, variance: 0.04 });
    expect(value).toBeCloseTo(0.45 * 0.35 + 0.35 + 0.2 * (1 - 0.16), 10);
  });

  it("is capped on day zero and where the shared pool was used, and says so", () => {
    expect(confidenceOf({ ...sure, phase: "day0" })).toEqual({ value: 0.6, reason: "day0_cap" });
    expect(confidenceOf({ ...sure, usesSharedPool: true })).toEqual({
      value: 0.8,
      reason: "shared_pool_cap",
    });
  });

  it("names the weakest part of a low one", () => {
    expect(confidenceOf({ ...sure, samples: 0 }).reason).toBe("few_samples");
    expect(confidenceOf({ ...sure, gap: 0, samples: 20 }).reason).toBe("small_gap");
    expect(confidenceOf({ ...sure, gap: 0.1, samples: 10, variance: 0.25 }).reason).toBe("high_variance");
  });
});
