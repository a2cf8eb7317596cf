import { describe, expect, it } from "vitest";
import type { Histogram } from "@/server/contracts/requests";
import { prepareHistogram } from "./prepare-histogram";
import { formatSpan, timeTicks } from "./time-axis";
import { roundedMax } from "./value-axis";

const at = (clock: string) => new Date(`2026-11-23T${clock}:00.000Z`);
const HALF_HOUR_MS = 1_800_000;

const HISTOGRAM: Histogram = {
  from: at("10:10"),
  to: at("12:10"),
  bucketMs: HALF_HOUR_MS,
  buckets: [
    { start: at("10:00"), counts: { ok: 3, error: 1 } },
    { start: at("11:30"), counts: { error: 2, ok: 15, blocked: 1 } },
  ],
};

describe("prepare histogram", () => {
  it("fills the gaps: one bar per bucket of the range, empty ones too", () => {
    const { bars } = prepareHistogram(HISTOGRAM, "UTC");
    expect(bars.map((bar) => bar.total)).toEqual([4, 0, 0, 18, 0]);
    expect(bars.map((bar) => bar.fromMs)).toEqual(
      ["10:00", "10:30", "11:00", "11:30", "12:00"].map((clock) => at(clock).getTime()),
    );
  });

  it("covers the width exactly once, with the cut ends narrower", () => {
    const { bars } = prepareHistogram(HISTOGRAM, "UTC");
    let edge = 0;
    for (const bar of bars) {
      expect(bar.left).toBeCloseTo(edge);
      edge = bar.left + bar.width;
    }
    expect(edge).toBeCloseTo(1);
    expect(bars[0]?.width).toBeCloseTo(20 / 120);
  });

  it("stacks success below trouble and never above the round maximum", () => {
    const { bars, countMax, statuses } = prepareHistogram(HISTOGRAM, "UTC");
    expect(countMax).toBe(20);
    expect(bars[3]?.segments).toEqual([
      { status: "ok", count: 15, bottom: 0, top: 0.75 },
      { status: "blocked", count: 1, bottom: 0.75, top: 0.8 },
      { status: "error", count: 2, bottom: 0.8, top: 0.9 },
    ]);
    expect(statuses).toEqual(["ok", "blocked", "error"]);
  });

  it("counts what the buckets hold", () => {
    expect(prepareHistogram(HISTOGRAM, "UTC").total).toBe(22);
    expect(prepareHistogram({ ...HISTOGRAM, buckets: [] }, "UTC")).toMatchObject({
      total: 0,
      countMax: 1,
      statuses: [],
    });
  });
});

describe("time axis", () => {
  it("puts ticks on round times of the reader's zone", () => {
    const span = { fromMs: at("00:10").getTime(), toMs: at("23:50").getTime() };
    expect(timeTicks(span, "UTC").map((tick) => tick.label)).toEqual(["06:00", "12:00", "18:00"]);
    expect(timeTicks(span, "Asia/Kolkata").map((tick) => tick.label)).toEqual([
      "06:00",
      "12:00",
      "18:00",
      "00:00",
    ]);
  });

  it("names days where a step is a day or more", () => {
    const span = { fromMs: at("00:00").getTime() - 5 * 86_400_000, toMs: at("00:00").getTime() };
    expect(timeTicks(span, "UTC")[0]?.label).toBe("18 Nov");
  });

  it("says a span as shortly as it is clear", () => {
    const minutes = (from: string, length: number) => ({
      fromMs: at(from).getTime(),
      toMs: at(from).getTime() + length * 60_000,
    });
    expect(formatSpan(minutes("14:00", 30), "UTC")).toBe("23 Nov, 14:00–14:30");
    expect(formatSpan(minutes("23:45", 30), "UTC")).toBe("23 Nov, 23:45–24 Nov, 00:15");
    expect(formatSpan(minutes("14:00", 0.25), "UTC")).toBe("23 Nov, 14:00:00–14:00:15");
    expect(formatSpan(minutes("00:00", 1_440), "UTC")).toBe("23 Nov");
    expect(formatSpan(minutes("00:00", 2_880), "UTC")).toBe("23 Nov–24 Nov");
  });
});

describe("value axis", () => {
  it("rounds up to a number that reads well", () => {
    expect([0, 1, 1.2, 3, 18, 21, 26, 58, 101, 999].map(roundedMax)).toEqual([
      1, 1, 2, 3, 20, 25, 30, 60, 150, 1000,
    ]);
  });
});
