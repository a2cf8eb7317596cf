import { describe, expect, it } from "vitest";
import { formatCompact, formatCost, formatCount, formatDuration, formatPercent, UNKNOWN } from "./format";

describe("formatters", () => {
  it("never show an unknown value as zero", () => {
    for (const format of [formatCount, formatCompact, formatCost, formatDuration, formatPercent]) {
      expect(format(null)).toBe(UNKNOWN);
    }
  });

  it.each([
    [0, "$0"],
    [42, "$0.000042"],
    [18_300, "$0.0183"],
    [12_400_000, "$12.40"],
    [1_234_567_890, "$1,234.57"],
  ])("show %d micro-dollars as %s", (micros, text) => {
    expect(formatCost(micros)).toBe(text);
  });

  it.each([
    [0.4, "0\u00a0ms"],
    [999.7, "1.00\u00a0s"],
    [59_970, "1\u00a0min 0\u00a0s"],
    [840, "840\u00a0ms"],
    [1_240, "1.24\u00a0s"],
    [12_340, "12.3\u00a0s"],
    [125_000, "2\u00a0min 5\u00a0s"],
    [119_800, "2\u00a0min 0\u00a0s"],
  ])("show %d ms as %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });

  it.each([
    [0, "0%"],
    [0.0002, "<0.1%"],
    [0.004, "0.4%"],
    [0.12, "12%"],
    [1, "100%"],
  ])("show a share of %d as %s", (share, text) => {
    expect(formatPercent(share)).toBe(text);
  });

  it("shorten large counts", () => {
    expect(formatCompact(12_400)).toBe("12.4k");
    expect(formatCompact(3_100_000)).toBe("3.1M");
  });
});
