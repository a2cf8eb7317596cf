import { describe, expect, it } from "vitest";
import { answersPerModel, EXAMPLE, EXAMPLE_TRAFFIC, monthsToTell } from "./sample-size";

describe("the sample size shown on the landing page", () => {
  it("is the textbook figure for two proportions scored +1, 0 and −1", () => {
    expect(answersPerModel(EXAMPLE)).toBe(957);
  });

  it("falls with the square of the gap", () => {
    const near = answersPerModel({ ...EXAMPLE, gapPoints: 10 });
    const far = answersPerModel({ ...EXAMPLE, gapPoints: 20 });
    expect(near / far).toBeCloseTo(4, 1);
  });

  it("takes the better part of a year at two percent of ten thousand sessions", () => {
    expect(monthsToTell(answersPerModel(EXAMPLE), EXAMPLE_TRAFFIC)).toBeCloseTo(9.57, 2);
  });
});
