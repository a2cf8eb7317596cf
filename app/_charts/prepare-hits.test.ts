import { describe, expect, it } from "vitest";
import type { HitTimeline } from "@/server/contracts/firewall-hits";
import { prepareHits } from "./prepare-hits";

const DAY_MS = 86_400_000;
const day = (number: number): Date => new Date(Date.UTC(2026, 10, number));
const count = (number: number, over: Partial<HitTimeline["counts"][number]>) => ({
  ...{ start: day(number), direction: "request" as const, category: "pii" as const, detector: "email" },
  ...{ action: "observed" as const, hits: 1, ...over },
});
const timeline = (counts: HitTimeline["counts"]): HitTimeline => ({
  ...{
    from: new Date(Date.UTC(2026, 10, 1, 5)),
    to: new Date(Date.UTC(2026, 10, 4, 5)),
    bucketMs: DAY_MS,
    counts,
  },
});
const options = {
  by: "action" as const,
  timeZone: "UTC",
  nameOf: ({ detector }: { detector: string }) => detector,
};

describe("hits over time", () => {
  it("have a bar for each day, also for days without any, stacked to the top of a round axis", () => {
    const prepared = prepareHits(
      timeline([count(1, { hits: 3 }), count(1, { action: "blocked", hits: 1 }), count(3, { hits: 8 })]),
      options,
    );
    expect(
      prepared.bars.map(({ label, segments }) => [label, segments.map(({ count: hits }) => hits)]),
    ).toEqual([
      ["1 Nov", [3, 1]],
      ["2 Nov", []],
      ["3 Nov", [8]],
      ["4 Nov", []],
    ]);
    expect(prepared.countMax).toBe(8);
    expect(prepared.total).toBe(12);
    expect(prepared.series.map(({ key, total }) => [key, total])).toEqual([
      ["observed", 11],
      ["blocked", 1],
    ]);
    expect(prepared.bars[0]?.segments.map(({ bottom, top }) => [bottom, top])).toEqual([
      [0, 3 / 8],
      [3 / 8, 4 / 8],
    ]);
  });

  it("are all as wide as each other, also those of the day that has just begun", () => {
    const to = new Date(Date.UTC(2026, 10, 4, 0, 1));
    const { bars } = prepareHits({ ...timeline([count(4, { hits: 2 })]), to }, options);
    expect(bars.map(({ width }) => width)).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(bars.at(-1)).toMatchObject({ label: "4 Nov", left: 0.75 });
    expect(bars.at(-1)?.segments).toHaveLength(1);
  });

  it("put what is rare into one series when there are too many to tell apart", () => {
    const many = Array.from({ length: 10 }, (_, index) =>
      count(2, { detector: `d${index}`, hits: 100 - index }),
    );
    const prepared = prepareHits(timeline(many), { ...options, by: "detector" });
    expect(prepared.series.map(({ label }) => label)).toEqual(["d0", "d1", "d2", "d3", "d4", "d5", "Other"]);
    expect(prepared.series.at(-1)?.total).toBe(94 + 93 + 92 + 91);
    expect(new Set(prepared.series.map(({ fill }) => fill)).size).toBe(7);
  });
});
