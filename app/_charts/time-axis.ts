const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const TICK_STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 14, 30].map((days) => days * DAY_MS),
];

export interface TimeTick {
  /** Place on the axis, 0 … 1. */
  at: number;
  label: string;
}

export interface TimeSpan {
  fromMs: number;
  toMs: number;
}

/** Round, evenly spaced times of the reader's zone with as few words as tell them apart. */
export function timeTicks({ fromMs, toMs }: TimeSpan, timeZone: string, ticksMax = 6): TimeTick[] {
  const lengthMs = toMs - fromMs;
  const stepMs =
    TICK_STEPS_MS.find((step) => lengthMs / step <= ticksMax) ??
    Math.ceil(lengthMs / ticksMax / DAY_MS) * DAY_MS;
  const offsetMs = zoneOffsetMs(new Date(toMs), timeZone);
  const firstMs = Math.ceil((fromMs + offsetMs) / stepMs) * stepMs - offsetMs;
  const ticks: TimeTick[] = [];
  for (let ms = firstMs; ms < toMs; ms += stepMs) {
    const time = new Date(ms);
    ticks.push({
      at: (ms - fromMs) / lengthMs,
      label: stepMs < DAY_MS ? clock(time, timeZone) : day(time, timeZone),
    });
  }
  return ticks;
}

/** “23 Nov, 14:00–14:30” or “23 Nov–24 Nov”: exact, for hover and speech. */
export function formatSpan({ fromMs, toMs }: TimeSpan, timeZone: string): string {
  const [from, to] = [new Date(fromMs), new Date(toMs)];
  const [fromDay, toDay] = [day(from, timeZone), day(to, timeZone)];
  const lengthMs = toMs - fromMs;
  if (lengthMs % DAY_MS === 0) {
    return lengthMs === DAY_MS ? fromDay : `${fromDay}–${day(new Date(toMs - 1), timeZone)}`;
  }
  const isFine = lengthMs < MINUTE_MS;
  const end = clock(to, timeZone, isFine);
  return `${fromDay}, ${clock(from, timeZone, isFine)}–${fromDay === toDay ? end : `${toDay}, ${end}`}`;
}

/** “30 min”, “6 h”, “2 days”: how much time one bar stands for. */
export function formatStep(ms: number): string {
  if (ms >= DAY_MS) return ms === DAY_MS ? "day" : `${ms / DAY_MS}\u00a0days`;
  if (ms >= HOUR_MS) return ms === HOUR_MS ? "hour" : `${ms / HOUR_MS}\u00a0h`;
  if (ms >= MINUTE_MS) return ms === MINUTE_MS ? "minute" : `${ms / MINUTE_MS}\u00a0min`;
  return ms === 1_000 ? "second" : `${ms / 1_000}\u00a0s`;
}

function clock(time: Date, timeZone: string, withSeconds = false): string {
  const second = withSeconds ? ({ second: "2-digit" } as const) : {};
  return time.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit", ...second, timeZone });
}

function day(time: Date, timeZone: string): string {
  return time.toLocaleDateString("en-GB", { day: "numeric", month: "short", timeZone });
}

/** How far the zone's wall clock is ahead of UTC at a time. */
function zoneOffsetMs(time: Date, timeZone: string): number {
  const wall = time.toLocaleString("sv-SE", { timeZone });
  return Math.round((Date.parse(`${wall.replace(" ", "T")}Z`) - time.getTime()) / MINUTE_MS) * MINUTE_MS;
}
