const DAY_MS = 86_400_000;

/** A calendar month in UTC. */
export interface UsageMonth {
  /** `2026-11` */
  name: string;
  from: Date;
  to: Date;
  isCurrent: boolean;
}

/** The named month; the current one when none is named. */
export function usageMonth(named: string | undefined, now: Date): UsageMonth {
  const current = now.toISOString().slice(0, 7);
  const name = named ?? current;
  const from = new Date(`${name}-01T00:00:00Z`);
  const to = new Date(Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + 1, 1));
  return { name, from, to, isCurrent: name === current };
}

export interface PacedDay {
  day: Date;
  requests: number;
  costMicroUsd: number;
}

/** How many days before today tell the pace. */
export const PACE_DAYS = 7;

/** Where the month will end at the pace of the last days; what is not yet a day old is taken for a day. */
export function projectMonth(
  month: UsageMonth,
  used: { requests: number; costMicroUsd: number },
  recent: readonly PacedDay[],
  now: Date,
): { requests: number; costMicroUsd: number } {
  const since = now.getTime() - PACE_DAYS * DAY_MS;
  const counted = recent.filter(({ day }) => day.getTime() >= since - DAY_MS);
  const first = Math.min(...counted.map(({ day }) => day.getTime()), now.getTime());
  const paceDays = Math.max((now.getTime() - first) / DAY_MS, 1);
  const daysLeft = Math.max((month.to.getTime() - now.getTime()) / DAY_MS, 0);
  const rest = (of: (day: PacedDay) => number): number =>
    Math.round((counted.reduce((sum, day) => sum + of(day), 0) / paceDays) * daysLeft);
  return {
    requests: used.requests + rest(({ requests }) => requests),
    costMicroUsd: used.costMicroUsd + rest(({ costMicroUsd }) => costMicroUsd),
  };
}
