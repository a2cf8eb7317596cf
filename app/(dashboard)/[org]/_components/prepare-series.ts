import type { Summary } from "@/server/contracts/requests";

type Bucket = Summary["series"][number];

export interface SeriesBar {
  fromMs: number;
  /** Left edge, width and height, 0 … 1; the first and the last bar may be cut by the range. */
  left: number;
  width: number;
  height: number;
}

/** Low values stay visible: a bar is never thinner than this share of the box. */
const HEIGHT_MIN = 0.04;

/** Places a summary's buckets in a unit box. What is zero or not known has no bar. */
export function prepareSeries(
  summary: Pick<Summary, "from" | "to" | "bucketMs" | "series">,
  read: (bucket: Bucket) => number | null,
): SeriesBar[] {
  const [fromMs, toMs] = [summary.from.getTime(), summary.to.getTime()];
  const max = Math.max(0, ...summary.series.map((bucket) => read(bucket) ?? 0));
  return summary.series.flatMap((bucket) => {
    const value = read(bucket) ?? 0;
    if (value <= 0) return [];
    const startMs = bucket.start.getTime();
    const left = (Math.max(startMs, fromMs) - fromMs) / (toMs - fromMs);
    const right = (Math.min(startMs + summary.bucketMs, toMs) - fromMs) / (toMs - fromMs);
    return { fromMs: startMs, left, width: right - left, height: Math.max(value / max, HEIGHT_MIN) };
  });
}
