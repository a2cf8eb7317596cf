import { HIT_ACTIONS, type HitTimeline } from "@/server/contracts/firewall-hits";
import type { StackBar, StackSegment } from "./stacked-bars";
import { formatSpan, type TimeTick, timeTicks } from "./time-axis";
import { roundedMax } from "./value-axis";

type Count = HitTimeline["counts"][number];

export type HitSeriesKind = "action" | "category" | "detector";

export interface HitSeries {
  key: string;
  label: string;
  fill: string;
  total: number;
}

export interface PreparedHits {
  bars: StackBar[];
  ticks: TimeTick[];
  series: HitSeries[];
  /** Top of the value axis. */
  countMax: number;
  total: number;
}

/** More colours than these cannot be told apart; the rest is one series. */
const SERIES_MAX = 7;
const OTHER = "other";

const ACTION_LOOK: Readonly<Record<string, { label: string; fill: string }>> = {
  observed: { label: "Noted", fill: "fill-info-solid opacity-60" },
  redacted: { label: "Redacted", fill: "fill-chart-2" },
  blocked: { label: "Blocked", fill: "fill-warning-solid" },
};

const FILLS = [
  ...["fill-chart-1", "fill-chart-2", "fill-chart-3", "fill-chart-4"],
  ...["fill-chart-5", "fill-chart-6", "fill-chart-7"],
] as const;

export interface PrepareHitsOptions {
  by: HitSeriesKind;
  timeZone: string;
  /** What a series is called. */
  nameOf: (count: Pick<Count, "category" | "detector">) => string;
}

/** Decides everything the drawing needs: series and their colours, gaps filled, stacking, the round maximum, ticks. */
export function prepareHits(
  { from, to, bucketMs, counts }: HitTimeline,
  { by, timeZone, nameOf }: PrepareHitsOptions,
): PreparedHits {
  const series = seriesOf(counts, by, nameOf);
  const known = new Set(series.map(({ key }) => key));
  const byStart = new Map<number, Map<string, number>>();
  for (const count of counts) {
    const bucket = byStart.get(count.start.getTime()) ?? new Map<string, number>();
    const key = known.has(keyOf(count, by)) ? keyOf(count, by) : OTHER;
    bucket.set(key, (bucket.get(key) ?? 0) + count.hits);
    byStart.set(count.start.getTime(), bucket);
  }
  const totals = [...byStart.values()].map((bucket) => sum([...bucket.values()]));
  const countMax = roundedMax(Math.max(0, ...totals));
  // The axis holds whole bars: the last one is as wide as the others, however young its hour or day.
  const fromMs = Math.floor(from.getTime() / bucketMs) * bucketMs;
  const toMs = Math.max(Math.ceil(to.getTime() / bucketMs) * bucketMs, fromMs + bucketMs);
  // Hours and days are the server’s, in UTC.
  const zone = bucketMs < 86_400_000 ? timeZone : "UTC";
  const bars: StackBar[] = [];
  for (let startMs = fromMs; startMs < toMs; startMs += bucketMs) {
    bars.push({
      fromMs: startMs,
      toMs: startMs + bucketMs,
      left: (startMs - fromMs) / (toMs - fromMs),
      width: bucketMs / (toMs - fromMs),
      label: formatSpan({ fromMs: startMs, toMs: startMs + bucketMs }, zone),
      segments: stack(byStart.get(startMs), series, countMax),
    });
  }
  return { bars, ticks: timeTicks({ fromMs, toMs }, zone), series, countMax, total: sum(totals) };
}

const keyOf = ({ action, category, detector }: Count, by: HitSeriesKind): string =>
  by === "action" ? action : by === "category" ? category : `${category} ${detector}`;

function seriesOf(
  counts: readonly Count[],
  by: HitSeriesKind,
  nameOf: PrepareHitsOptions["nameOf"],
): HitSeries[] {
  const totals = new Map<string, { total: number; count: Count }>();
  for (const count of counts) {
    const key = keyOf(count, by);
    totals.set(key, { total: (totals.get(key)?.total ?? 0) + count.hits, count });
  }
  if (by === "action") {
    return HIT_ACTIONS.flatMap((key) => {
      const look = ACTION_LOOK[key];
      const total = totals.get(key)?.total;
      return look === undefined || total === undefined ? [] : [{ key, ...look, total }];
    });
  }
  const sorted = [...totals].sort(([, left], [, right]) => right.total - left.total);
  const isCrowded = sorted.length > SERIES_MAX;
  const shown = sorted.slice(0, isCrowded ? SERIES_MAX - 1 : SERIES_MAX);
  const series = shown.map(([key, { total, count }], index) => ({
    ...{ key, total, label: nameOf({ ...count, ...(by === "category" ? { detector: "model" } : {}) }) },
    fill: FILLS[index] ?? "fill-neutral-solid",
  }));
  const rest = sum(sorted.slice(shown.length).map(([, { total }]) => total));
  return isCrowded
    ? [...series, { key: OTHER, label: "Other", fill: "fill-neutral-solid", total: rest }]
    : series;
}

function stack(
  bucket: ReadonlyMap<string, number> | undefined,
  series: readonly HitSeries[],
  countMax: number,
): StackSegment[] {
  let below = 0;
  return series.flatMap(({ key, label, fill }) => {
    const count = bucket?.get(key) ?? 0;
    if (count === 0) return [];
    const segment = { key, label, fill, count, bottom: below / countMax, top: (below + count) / countMax };
    below += count;
    return [segment];
  });
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
