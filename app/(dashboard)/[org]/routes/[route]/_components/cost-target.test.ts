import { describe, expect, it } from "vitest";
import { shownTarget, targetOf } from "./cost-target";

describe("a target for the mean cost", () => {
  it("is typed in dollars for 1,000 requests and kept in millionths of a dollar a request", () => {
    expect(targetOf("2.50")).toBe(2_500);
    expect(targetOf(" $0.42 ")).toBe(420);
    expect(shownTarget(2_500)).toBe("2.5");
    for (const microUsd of [1, 999, 1_000, 123_456]) expect(targetOf(shownTarget(microUsd))).toBe(microUsd);
  });

  it("is none when nothing is typed, and no number when something else is", () => {
    expect(targetOf("  ")).toBeNull();
    expect(shownTarget(null)).toBe("");
    expect(targetOf("cheap")).toBeNaN();
  });
});
