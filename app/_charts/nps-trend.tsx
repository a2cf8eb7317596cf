"use client";

import { formatCount } from "@/app/_lib/format";
import { formatPoints } from "@/app/_lib/nps-format";
import type { PreparedTrend, TrendWeek } from "./prepare-nps-trend";

const LINES = [100, 50, 0, -50, -100] as const;

export interface NpsTrendProps {
  trend: PreparedTrend;
  onSelect: (span: { from: Date; to: Date }) => void;
}

/** One mark a week: the NPS as a dot, its interval as a bar. A week is a button that shows only its answers. */
export function NpsTrend({ trend, onSelect }: NpsTrendProps) {
  return (
    <div className="pl-9">
      <div className="relative h-52">
        {LINES.map((points) => (
          <div
            key={points}
            aria-hidden
            className={`absolute inset-x-0 border-t ${points === 0 ? "border-strong" : "border-subtle"}`}
            style={{ top: `${(100 - points) / 2}%` }}
          >
            <span className="absolute right-full -translate-y-1/2 pr-2 text-2xs text-subtle tabular-nums">
              {formatPoints(points)}
            </span>
          </div>
        ))}
        {trend.weeks.map((week) => (
          <WeekMark key={week.fromMs} week={week} onSelect={onSelect} />
        ))}
      </div>
      <div className="relative mt-1 h-4" aria-hidden>
        {trend.ticks.map((tick) => (
          <span
            key={tick.at}
            className="absolute top-0.5 -translate-x-1/2 text-2xs whitespace-nowrap text-subtle tabular-nums"
            style={{ left: `${Math.min(Math.max(tick.at, 0.02), 0.98) * 100}%` }}
          >
            {tick.label}
          </span>
        ))}
      </div>
    </div>
  );
}

function WeekMark({ week, onSelect }: { week: TrendWeek } & Pick<NpsTrendProps, "onSelect">) {
  const { place, left, width } = week;
  const middle = left + width / 2;
  return (
    <button
      type="button"
      aria-label={`${week.label}: ${described(week)}. Show this week.`}
      onClick={() => onSelect({ from: new Date(week.fromMs), to: new Date(week.toMs) })}
      className="group absolute inset-y-0 rounded-sm hover:bg-subtle"
      style={{ left: percent(left), width: percent(width) }}
    >
      {place !== null && (
        <>
          <span
            className="absolute left-1/2 w-1.5 -translate-x-1/2 rounded-full bg-accent-subtle ring-1 ring-accent-border"
            style={{ top: percent(1 - place.high), bottom: percent(place.low) }}
          />
          <span
            className="absolute left-1/2 size-2.5 -translate-x-1/2 -translate-y-1/2 rounded-full bg-accent-solid"
            style={{ top: percent(1 - place.nps) }}
          />
        </>
      )}
      <span
        aria-hidden
        className="pointer-events-none absolute bottom-full left-1/2 z-tooltip hidden rounded-md bg-surface px-2.5 py-1.5 text-left text-xs whitespace-nowrap shadow-float group-hover:block group-focus-visible:block"
        style={{ transform: `translateX(${-100 * Math.min(Math.max(middle, 0.1), 0.9)}%)` }}
      >
        <span className="block text-muted">{week.label}, UTC</span>
        <span className="block text-emphasis tabular-nums">{described(week)}</span>
      </span>
    </button>
  );
}

function described({ figure }: TrendWeek): string {
  if (figure === null) return "no answers";
  const answers = `${formatCount(figure.answers)} ${figure.answers === 1 ? "answer" : "answers"}`;
  if (figure.status === "insufficient") return `${answers}, too few for an NPS`;
  return `NPS ${formatPoints(figure.nps)} (${formatPoints(figure.low)} to ${formatPoints(figure.high)}), ${answers}`;
}

function percent(share: number): string {
  return `${share * 100}%`;
}
