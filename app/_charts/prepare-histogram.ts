import { type Histogram, REQUEST_STATUSES, type RequestStatus } from "@/server/contracts/requests";
import { formatSpan, type TimeTick, timeTicks } from "./time-axis";
import { roundedMax } from "./value-axis";

export interface HistogramSegment {
  status: RequestStatus;
  count: number;
  /** Distance of the lower and the upper edge from the base line, 0 … 1. */
  bottom: number;
  top: number;
}

export interface HistogramBar {
  fromMs: number;
  toMs: number;
  /** Left edge and width, 0 … 1; the first and the last bar may be cut by the range. */
  left: number;
  width: number;
  total: number;
  segments: HistogramSegment[];
  label: string;
}

export interface PreparedHistogram {
  bars: HistogramBar[];
  ticks: TimeTick[];
  /** Top of the value axis. */
  countMax: number;
  /** The fullest bar. */
  peak: number;
  bucketMs: number;
  total: number;
  /** What occurs, in stacking order, for the legend. */
  statuses: RequestStatus[];
}

/** Success at the base, trouble on top of it, where it is seen. */
const STACK = REQUEST_STATUSES.toSorted((left, right) => order(left) - order(right));

function order(status: RequestStatus): number {
  return ["ok", "cached", "client_closed", "blocked", "error"].indexOf(status);
}

/** Decides everything the drawing needs: bars with gaps filled, stacking, the round maximum, ticks and words. */
export function prepareHistogram(histogram: Histogram, timeZone: string): PreparedHistogram {
  const { bucketMs, buckets } = histogram;
  const [fromMs, toMs] = [histogram.from.getTime(), histogram.to.getTime()];
  const byStart = new Map(buckets.map((bucket) => [bucket.start.getTime(), bucket.counts]));
  const totals = buckets.map((bucket) => sum(Object.values(bucket.counts)));
  const peak = Math.max(0, ...totals);
  const countMax = roundedMax(peak);
  const bars: HistogramBar[] = [];
  for (let startMs = Math.floor(fromMs / bucketMs) * bucketMs; startMs < toMs; startMs += bucketMs) {
    const left = Math.max(startMs, fromMs);
    const right = Math.min(startMs + bucketMs, toMs);
    const counts = byStart.get(startMs) ?? {};
    bars.push({
      fromMs: startMs,
      toMs: startMs + bucketMs,
      left: (left - fromMs) / (toMs - fromMs),
      width: (right - left) / (toMs - fromMs),
      total: sum(Object.values(counts)),
      segments: stack(counts, countMax),
      label: formatSpan({ fromMs: startMs, toMs: startMs + bucketMs }, timeZone),
    });
  }
  return {
    bars,
    ticks: timeTicks({ fromMs, toMs }, timeZone),
    countMax,
    peak,
    bucketMs,
    total: sum(totals),
    statuses: STACK.filter((status) => buckets.some((bucket) => (bucket.counts[status] ?? 0) > 0)),
  };
}

function stack(counts: Histogram["buckets"][number]["counts"], countMax: number): HistogramSegment[] {
  let below = 0;
  return STACK.flatMap((status) => {
    const count = counts[status] ?? 0;
    if (count === 0) return [];
    const segment = { status, count, bottom: below / countMax, top: (below + count) / countMax };
    below += count;
    return [segment];
  });
}

function sum(counts: readonly (number | undefined)[]): number {
  return counts.reduce<number>((total, count) => total + (count ?? 0), 0);
}
