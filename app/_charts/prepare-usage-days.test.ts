import { describe, expect, it } from "vitest";
import { prepareUsageDays } from "./prepare-usage-days";

const SPAN = { from: new Date("2026-02-01T00:00:00Z"), to: new Date("2026-03-01T00:00:00Z") };

describe("the days of a month of usage", () => {
  it("are all there, those without usage and those that have not come included", () => {
    const now = new Date("2026-02-03T12:00:00Z");
    const { bars, max } = prepareUsageDays([{ day: new Date("2026-02-02T00:00:00Z"), value: 90 }], {
      ...SPAN,
      now,
    });
    expect(bars).toHaveLength(28);
    expect(max).toBe(100);
    expect(bars.slice(0, 4).map(({ value, height, isAhead }) => [value, height, isAhead])).toEqual([
      [0, 0, false],
      [90, 0.9, false],
      [0, 0, false],
      [0, 0, true],
    ]);
  });

  it("have an axis also where nothing was used", () => {
    expect(prepareUsageDays([], { ...SPAN, now: SPAN.to }).max).toBe(1);
  });
});
