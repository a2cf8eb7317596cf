import type { NpsFigure, NpsReport } from "@/server/contracts/nps";
import { formatSpan, type TimeTick, timeTicks } from "./time-axis";

const WEEK_MS = 7 * 86_400_000;
/** 5 January 1970 was a Monday. */
const FIRST_MONDAY_MS = 4 * 86_400_000;

export interface TrendWeek {
  fromMs: number;
  toMs: number;
  /** Left edge and width, 0 … 1; the first and the last week may be cut by the range. */
  left: number;
  width: number;
  label: string;
  figure: NpsFigure | null;
  /** Places of the NPS and of its interval's ends, 0 at −100 and 1 at +100; null with too few answers. */
  place: { nps: number; low: number; high: number } | null;
}

export interface PreparedTrend {
  weeks: TrendWeek[];
  ticks: TimeTick[];
  hasFigures: boolean;
}

/** Every week of the range, also those without answers. Weeks are those of the server: Monday to Monday, UTC. */
export function prepareNpsTrend({
  from,
  to,
  weeks,
}: Pick<NpsReport, "from" | "to" | "weeks">): PreparedTrend {
  const [fromMs, toMs] = [from.getTime(), to.getTime()];
  const byStart = new Map(weeks.map(({ start, figure }) => [start.getTime(), figure]));
  const firstMs = Math.floor((fromMs - FIRST_MONDAY_MS) / WEEK_MS) * WEEK_MS + FIRST_MONDAY_MS;
  const prepared: TrendWeek[] = [];
  for (let startMs = firstMs; startMs < toMs; startMs += WEEK_MS) {
    const [left, right] = [Math.max(startMs, fromMs), Math.min(startMs + WEEK_MS, toMs)];
    const figure = byStart.get(startMs) ?? null;
    prepared.push({
      fromMs: startMs,
      toMs: startMs + WEEK_MS,
      left: (left - fromMs) / (toMs - fromMs),
      width: (right - left) / (toMs - fromMs),
      label: formatSpan({ fromMs: startMs, toMs: startMs + WEEK_MS }, "UTC"),
      figure,
      place:
        figure?.status === "known"
          ? { nps: placeOf(figure.nps), low: placeOf(figure.low), high: placeOf(figure.high) }
          : null,
    });
  }
  return {
    weeks: prepared,
    ticks: timeTicks({ fromMs, toMs }, "UTC"),
    hasFigures: prepared.some(({ place }) => place !== null),
  };
}

/** Where a number of points lies on the scale from −100 to 100. */
export function placeOf(points: number): number {
  return (points + 100) / 200;
}
