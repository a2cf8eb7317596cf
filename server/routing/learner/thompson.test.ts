import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Arm, bestArm, pickArm, THOMPSON_CONFIG, thompsonPropensities } from "./thompson";

const arm = (utility: number, sd = 0.05, evaluatedSessions = 1_000): Arm => ({
  utility,
  variance: sd ** 2,
  evaluatedSessions,
  isGuess: false,
});
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const FREE = { ...THOMPSON_CONFIG, temperature: 0.5, explorationMax: 1, floor: 10 };

describe("thompsonPropensities", () => {
  it("adds up to one and gives nothing negative, whatever the arms", () => {
    const arms = fc.array(
      fc.record({
        utility: fc.double({ min: -2, max: 2, noNaN: true }),
        variance: fc.double({ min: 0, max: 1, noNaN: true }),
        evaluatedSessions: fc.nat(2_000),
        isGuess: fc.boolean(),
      }),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(arms, (list) => {
        const propensities = thompsonPropensities(list);
        expect(sum(propensities)).toBeCloseTo(1, 9);
        expect(Math.min(...propensities)).toBeGreaterThanOrEqual(0);
        expect(1 - (propensities[bestArm(list)] ?? 0)).toBeLessThanOrEqual(
          THOMPSON_CONFIG.explorationMax + 1e-9,
        );
      }),
      { seed: 11, numRuns: 300 },
    );
    expect(thompsonPropensities([])).toEqual([]);
    expect(thompsonPropensities([arm(0.5)])).toEqual([1]);
  });

  it("is the chance of the highest draw: the closed form for two arms", () => {
    // Φ(0.05 / √(0.025² + 0.025²)) = Φ(√2) with the draws' halved standard deviations.
    const [better, worse] = thompsonPropensities([arm(0.7), arm(0.65)], FREE);
    expect(better).toBeCloseTo(0.92135, 3);
    expect(worse).toBeCloseTo(0.07865, 3);
    const equal = thompsonPropensities([arm(0.7), arm(0.7), arm(0.7)], FREE);
    for (const propensity of equal) expect(propensity).toBeCloseTo(1 / 3, 9);
  });

  it("gives a better arm no less than before", () => {
    let before = 0;
    for (let utility = 0.6; utility <= 0.8; utility += 0.01) {
      const [own = 0] = thompsonPropensities([arm(utility), arm(0.7), arm(0.68)], FREE);
      expect(own).toBeGreaterThanOrEqual(before - 1e-9);
      before = own;
    }
  });

  it("tries no arm that is more than the floor below the best, however uncertain", () => {
    expect(thompsonPropensities([arm(0.8), arm(0.69, 1)])).toEqual([1, 0]);
  });

  it("tries what is only guessed to be that bad, until it has been tested", () => {
    const guess = (sessions: number): Arm => ({ ...arm(0.65, 0.14, sessions), isGuess: true });
    const untested = thompsonPropensities([arm(0.8, 0.02, 60), guess(0)])[1] ?? 0;
    const halfTested = thompsonPropensities([arm(0.8, 0.02, 60), guess(5)])[1] ?? 0;
    expect(untested).toBeGreaterThan(0.1);
    expect(halfTested).toBeLessThan(untested);
    expect(thompsonPropensities([arm(0.8, 0.02, 60), guess(10)])[1]).toBe(0);
    // Beside established models it is a newcomer as any other.
    expect(thompsonPropensities([arm(0.8, 0.02, 400), guess(0)])[1]).toBe(THOMPSON_CONFIG.newcomer.shareMax);
  });

  it("explores no more than it may", () => {
    const propensities = thompsonPropensities([arm(0.7, 0.2), arm(0.7, 0.2), arm(0.69, 0.2)]);
    expect(propensities[0]).toBeCloseTo(0.8, 9);
    expect(sum(propensities.slice(1))).toBeCloseTo(0.2, 9);
  });

  it("tries a newcomer more than its record alone would, but never gives it more than its share", () => {
    const known = thompsonPropensities([arm(0.7, 0.01), arm(0.67, 0.01, 1_000)], FREE)[1] ?? 0;
    const fresh = thompsonPropensities([arm(0.7, 0.01), arm(0.67, 0.01, 0)], FREE)[1] ?? 0;
    expect(known).toBeLessThan(0.001);
    expect(fresh).toBe(THOMPSON_CONFIG.newcomer.shareMax);
  });
});

describe("pickArm", () => {
  it("draws each arm as often as its propensity says, and never one with none", () => {
    const propensities = [0.25, 0, 0.75];
    const counts = [0, 0, 0];
    for (let n = 0; n < 4_000; n++) {
      const picked = pickArm(propensities, n / 4_000);
      counts[picked] = (counts[picked] ?? 0) + 1;
    }
    expect(counts).toEqual([1_000, 0, 3_000]);
    expect(pickArm(propensities, 0.9999999999999999)).toBe(2);
  });
});
