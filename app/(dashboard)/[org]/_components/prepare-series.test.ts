import { describe, expect, it } from "vitest";
import { prepareSeries } from "./prepare-series";

const HOUR_MS = 3_600_000;
const from = new Date("2026-11-23T00:00:00Z");
const to = new Date("2026-11-23T04:00:00Z");

function bucket(hour: number, requests: number, p95LatencyMs: number | null) {
  const start = new Date(from.getTime() + hour * HOUR_MS);
  return { start, requests, errors: 0, costMicroUsd: 0, savedMicroUsd: 0, p50LatencyMs: null, p95LatencyMs };
}

const summary = {
  from,
  to,
  bucketMs: HOUR_MS,
  series: [bucket(0, 5, 100), bucket(1, 10, null), bucket(3, 10, 50)],
};
const placed = (bars: ReturnType<typeof prepareSeries>) =>
  bars.map(({ left, width, height }) => [left, width, height]);

describe("prepareSeries", () => {
  it("places each bucket in time and by its share of the highest", () => {
    expect(placed(prepareSeries(summary, (each) => each.requests))).toEqual([
      [0, 0.25, 0.5],
      [0.25, 0.25, 1],
      [0.75, 0.25, 1],
    ]);
  });

  it("leaves a gap where a value is not known or zero", () => {
    expect(placed(prepareSeries(summary, (each) => each.p95LatencyMs))).toEqual([
      [0, 0.25, 1],
      [0.75, 0.25, 0.5],
    ]);
    expect(prepareSeries(summary, (each) => each.errors)).toEqual([]);
  });

  it("keeps a low value visible", () => {
    const series = [bucket(0, 1, null), bucket(1, 1_000, null)];
    expect(prepareSeries({ ...summary, series }, (each) => each.requests)[0]?.height).toBe(0.04);
  });

  it("cuts a bucket that begins before the range", () => {
    const half = {
      ...summary,
      from: new Date(from.getTime() + HOUR_MS / 2),
      to: new Date(from.getTime() + 2.5 * HOUR_MS),
    };
    expect(placed(prepareSeries(half, (each) => each.requests))[0]).toEqual([0, 0.25, 0.5]);
  });
});
