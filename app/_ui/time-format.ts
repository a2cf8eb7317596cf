const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;
const WEEK_S = 7 * DAY_S;

/** “just now”, “4 min ago”, “in 3 days”; after a week the date itself. */
export function formatRelativeTime(date: Date, now: Date): string {
  const seconds = Math.round((now.getTime() - date.getTime()) / 1000);
  const distance = Math.abs(seconds);
  if (distance < 10) return "just now";
  if (distance >= WEEK_S) return formatDay(date, now);
  const text = describeDistance(distance);
  return seconds >= 0 ? `${text} ago` : `in ${text}`;
}

function describeDistance(seconds: number): string {
  if (seconds < MINUTE_S) return `${seconds}\u00a0s`;
  if (seconds < HOUR_S) return `${Math.floor(seconds / MINUTE_S)}\u00a0min`;
  if (seconds < DAY_S) return `${Math.floor(seconds / HOUR_S)}\u00a0h`;
  const days = Math.floor(seconds / DAY_S);
  return `${days}\u00a0${days === 1 ? "day" : "days"}`;
}

/** “23 Nov”, with the year when it is another one. */
export function formatDay(date: Date, now: Date): string {
  const isSameYear = date.getUTCFullYear() === now.getUTCFullYear();
  return date.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: isSameYear ? undefined : "numeric",
    timeZone: "UTC",
  });
}

/** “2026-11-23 14:03:07.120 UTC”: unambiguous, sortable, what the logs say. */
export function formatExactTime(date: Date): string {
  return `${date.toISOString().replace("T", " ").slice(0, 23)} UTC`;
}
