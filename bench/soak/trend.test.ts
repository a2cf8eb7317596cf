import { describe, expect, it } from "vitest";
import { isGrowing, trend } from "./trend.mjs";

const noise = (index: number): number => Math.sin(index * 12.9898) * 2;
const line = (slope: number, count = 30) =>
  Array.from({ length: count }, (_, index) => ({ x: index, y: 100 + slope * index + noise(index) }));

describe("the trend of the heap", () => {
  it("finds the slope and an interval around it", () => {
    const found = trend(line(2));
    expect(found?.slope).toBeCloseTo(2, 0);
    expect(found?.low).toBeLessThan(found?.slope ?? 0);
    expect(found?.high).toBeGreaterThan(found?.slope ?? 0);
  });

  it("calls a rise growth, and neither noise nor a fall", () => {
    expect(isGrowing(line(1))).toBe(true);
    expect(isGrowing(line(0))).toBe(false);
    expect(isGrowing(line(-1))).toBe(false);
  });

  it("has no opinion on a rise too small to matter, or on too few samples", () => {
    expect(isGrowing(Array.from({ length: 30 }, (_, x) => ({ x, y: 100 + x * 0.01 })))).toBe(false);
    expect(trend(line(1, 2))).toBeNull();
    expect(isGrowing(line(5, 2))).toBe(false);
  });
});
