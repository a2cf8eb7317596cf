/** Bucket count of `request_rollups.latency_histogram`; the last one also takes everything above its bound (≈ 50 min). */
export const LATENCY_BUCKETS = 44;

/** Inclusive upper bound of each bucket in milliseconds: √2 to the power of its index, so bucket 0 ends at 1 ms. */
export const LATENCY_BUCKET_BOUNDS_MS: readonly number[] = Array.from(
  { length: LATENCY_BUCKETS },
  (_, bucket) => (bucket % 2 === 0 ? 1 : Math.SQRT2) * 2 ** Math.floor(bucket / 2),
);

/** The bucket a latency belongs to. Negative and unusable values count as 0 ms, so that no request goes uncounted. */
export function latencyBucket(ms: number): number {
  if (!(ms > 1)) return 0;
  let low = 0;
  let high = LATENCY_BUCKETS - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ms <= (LATENCY_BUCKET_BOUNDS_MS[middle] ?? 0)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** SQL for the bucket of whole milliseconds: below each threshold ends the bucket of the same place. */
export function latencyBucketSql(column: string): string {
  const thresholds = LATENCY_BUCKET_BOUNDS_MS.slice(0, -1).map((bound) => Math.floor(bound) + 1);
  return `width_bucket(${column}, ARRAY[${thresholds.join(",")}])`;
}

/** SQL for a histogram of pairs of bucket and count, as two array expressions. */
export function latencyHistogramSql(buckets: string, counts: string): string {
  return `(SELECT array_agg(coalesce(pair.count, 0)::int ORDER BY place)
    FROM generate_series(0, ${LATENCY_BUCKETS - 1}) AS place
    LEFT JOIN unnest(${buckets}, ${counts}) AS pair(place, count) USING (place))`;
}

/** A histogram with nothing in it. */
export function emptyLatencyHistogram(): number[] {
  return new Array<number>(LATENCY_BUCKETS).fill(0);
}

/** Bucket-wise sum; histograms shorter than the current definition count as zero where they end. */
export function addHistograms(left: readonly number[], right: readonly number[]): number[] {
  return Array.from({ length: LATENCY_BUCKETS }, (_, bucket) => (left[bucket] ?? 0) + (right[bucket] ?? 0));
}

/**
 * The q-quantile (0 ≤ q ≤ 1) in milliseconds, interpolated inside its bucket; null for an empty histogram.
 * The bucket's width bounds the error: at most a factor of √2.
 */
export function percentile(histogram: readonly number[], q: number): number | null {
  const total = histogram.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const rank = Math.min(Math.max(q, 0), 1) * total;
  let below = 0;
  for (const [bucket, count] of histogram.entries()) {
    if (count > 0 && below + count >= rank) {
      const floor = bucket === 0 ? 0 : (LATENCY_BUCKET_BOUNDS_MS[bucket - 1] ?? 0);
      const ceiling = LATENCY_BUCKET_BOUNDS_MS[bucket] ?? floor;
      return floor + (ceiling - floor) * Math.max(0, (rank - below) / count);
    }
    below += count;
  }
  return null;
}
