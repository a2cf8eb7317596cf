import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LEARNER_CONFIG } from "./learner-types";
import { NO_OWN_EVIDENCE, posteriorOf } from "./posterior";

const NOTHING = { theta: 0, npsPrecision: 0, proxyPrecision: 0, isKnown: true };
const n = (nps: number, evaluation = 0, implicit = 0, rating = 0) => ({
  modelOffset: 0,
  cellOffset: 0,
  n: { nps, evaluation, implicit, rating },
});

describe("posteriorOf", () => {
  it("is the benchmark and nothing else before any evidence", () => {
    const posterior = posteriorOf(0.72, NOTHING, NO_OWN_EVIDENCE, LEARNER_CONFIG);
    expect(posterior.mean).toBe(0.72);
    expect(posterior.shares).toEqual({ session: 0, auto: 0, manual: 0, benchmark: 1 });
    expect(posterior.sharedShare).toBe(0);
  });

  it("adds the shared deviation and the tenant's own to the prior", () => {
    const shared = { ...NOTHING, theta: 0.03, npsPrecision: 400 };
    const own = { ...n(50), modelOffset: -0.01, cellOffset: 0.005 };
    expect(posteriorOf(0.7, shared, own, LEARNER_CONFIG).mean).toBeCloseTo(0.725, 10);
  });

  it("has shares that add up to one, and a variance that falls with every answer", () => {
    const counts = fc.tuple(fc.nat(5_000), fc.nat(5_000), fc.nat(5_000), fc.nat(500));
    fc.assert(
      fc.property(counts, fc.nat(5_000), fc.nat(5_000), ([a, b, c, d], nps, proxy) => {
        const shared = { ...NOTHING, npsPrecision: nps, proxyPrecision: proxy };
        const posterior = posteriorOf(0.7, shared, n(a, b, c, d), LEARNER_CONFIG);
        const { session, auto, manual, benchmark } = posterior.shares;
        expect(session + auto + manual + benchmark).toBeCloseTo(1, 9);
        expect(posterior.sharedShare).toBeGreaterThanOrEqual(0);
        expect(posterior.sharedShare).toBeLessThanOrEqual(1);
        const more = posteriorOf(0.7, shared, n(a + 1, b, c, d), LEARNER_CONFIG);
        expect(more.variance).toBeLessThan(posterior.variance);
      }),
      { seed: 7 },
    );
  });

  it("owes others less the more the tenant has seen itself", () => {
    const shared = { ...NOTHING, npsPrecision: 1_000 };
    const share = (answers: number): number =>
      posteriorOf(0.7, shared, n(answers), LEARNER_CONFIG).sharedShare;
    expect(share(0)).toBeGreaterThan(0.3);
    expect(share(500)).toBeLessThan(share(0) / 2);
  });

  it("trusts a model without a benchmark less", () => {
    const known = posteriorOf(0.7, NOTHING, NO_OWN_EVIDENCE, LEARNER_CONFIG);
    const unknown = posteriorOf(0.7, { ...NOTHING, isKnown: false }, NO_OWN_EVIDENCE, LEARNER_CONFIG);
    expect(unknown.variance).toBeGreaterThan(2 * known.variance);
  });
});
