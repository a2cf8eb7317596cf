import { roundedMax } from "./value-axis";

export interface UsageBar {
  /** Day of the month, from 1. */
  number: number;
  day: Date;
  value: number;
  /** Beside the top of the axis, 0 … 1. */
  height: number;
  /** A day that has not come yet. */
  isAhead: boolean;
}

const DAY_MS = 86_400_000;

/** One bar for each day of the month, days without usage included. */
export function prepareUsageDays(
  days: readonly { day: Date; value: number }[],
  { from, to, now }: { from: Date; to: Date; now: Date },
): { bars: UsageBar[]; max: number } {
  const values = new Map(days.map(({ day, value }) => [day.getTime(), value]));
  const max = roundedMax(Math.max(0, ...values.values()));
  const count = Math.round((to.getTime() - from.getTime()) / DAY_MS);
  const bars = Array.from({ length: count }, (_, index) => {
    const day = new Date(from.getTime() + index * DAY_MS);
    const value = values.get(day.getTime()) ?? 0;
    return { number: index + 1, day, value, height: value / max, isAhead: day > now };
  });
  return { bars, max };
}
