import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  addHistograms,
  emptyLatencyHistogram,
  LATENCY_BUCKET_BOUNDS_MS,
  LATENCY_BUCKETS,
  latencyBucket,
  percentile,
} from "./latency-histogram";

function histogramOf(latencies: readonly number[]): number[] {
  const histogram = emptyLatencyHistogram();
  for (const ms of latencies) histogram[latencyBucket(ms)] = (histogram[latencyBucket(ms)] ?? 0) + 1;
  return histogram;
}

describe("latency histogram", () => {
  it("puts powers of two exactly on the even bounds", () => {
    expect([0, 1, 2, 4, 8, 1024].map(latencyBucket)).toEqual([0, 0, 2, 4, 6, 20]);
    expect([1.1, 1.5, 2.01].map(latencyBucket)).toEqual([1, 2, 3]);
  });

  it("counts negative, unusable and huge values instead of losing them", () => {
    expect([-5, Number.NaN].map(latencyBucket)).toEqual([0, 0]);
    expect([1e12, Number.POSITIVE_INFINITY].map(latencyBucket)).toEqual([
      LATENCY_BUCKETS - 1,
      LATENCY_BUCKETS - 1,
    ]);
  });

  it("keeps every latency within its bucket's bounds", () => {
    fc.assert(
      fc.property(fc.double({ min: 1.0001, max: 2_900_000, noNaN: true }), (ms) => {
        const bucket = latencyBucket(ms);
        expect(ms).toBeLessThanOrEqual(LATENCY_BUCKET_BOUNDS_MS[bucket] ?? 0);
        expect(ms).toBeGreaterThan(LATENCY_BUCKET_BOUNDS_MS[bucket - 1] ?? 0);
      }),
    );
  });

  it("answers a quantile within a factor of √2 of the exact one", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 2, max: 1_000_000 }), { minLength: 1, maxLength: 300 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (latencies, q) => {
          const sorted = latencies.toSorted((a, b) => a - b);
          const exact = sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] ?? 0;
          const estimate = percentile(histogramOf(latencies), q) ?? 0;
          expect(estimate).toBeGreaterThanOrEqual(exact / Math.SQRT2 - 1e-6);
          expect(estimate).toBeLessThanOrEqual(exact * Math.SQRT2 + 1e-6);
        },
      ),
    );
  });

  it("knows nothing about an empty histogram", () => {
    expect(percentile(emptyLatencyHistogram(), 0.5)).toBeNull();
    expect(percentile([], 0.5)).toBeNull();
  });

  it("adds up: the sum of two histograms is the histogram of both", () => {
    const left = [1, 30, 900];
    const right = [2, 30, 7_000];
    expect(addHistograms(histogramOf(left), histogramOf(right))).toEqual(histogramOf([...left, ...right]));
    expect(addHistograms([], histogramOf(right))).toEqual(histogramOf(right));
  });
});
