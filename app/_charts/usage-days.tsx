import Link from "next/link";
import type { UsageBar } from "./prepare-usage-days";

export interface UsageDaysProps {
  bars: readonly UsageBar[];
  /** Value at the top of the axis, as it is written. */
  top: string;
  valueText: (value: number) => string;
  /** The rows behind a day. */
  hrefOf: (bar: UsageBar) => string;
}

const TICKS = new Set([1, 8, 15, 22, 29]);

/** One bar a day; each leads to the requests of its day. */
export function UsageDays({ bars, top, valueText, hrefOf }: UsageDaysProps) {
  return (
    <div className="pl-12">
      <div className="relative h-44 border-b border-strong">
        <span
          aria-hidden
          className="absolute top-0 right-full -translate-y-1/2 pr-2 text-2xs whitespace-nowrap text-subtle tabular-nums"
        >
          {top}
        </span>
        <span aria-hidden className="absolute inset-x-0 top-0 border-t border-subtle" />
        <span aria-hidden className="absolute inset-x-0 top-1/2 border-t border-subtle" />
        <ul className="absolute inset-0 flex items-stretch gap-px sm:gap-1">
          {bars.map((bar) => (
            <li key={bar.number} className="flex min-w-0 grow basis-0">
              {bar.isAhead ? null : <DayBar bar={bar} href={hrefOf(bar)} text={valueText(bar.value)} />}
            </li>
          ))}
        </ul>
      </div>
      <div className="mt-1 flex gap-px sm:gap-1" aria-hidden>
        {bars.map(({ number }) => (
          <span key={number} className="grow basis-0 text-center text-2xs text-subtle tabular-nums">
            {TICKS.has(number) ? number : ""}
          </span>
        ))}
      </div>
    </div>
  );
}

function DayBar({ bar, href, text }: { bar: UsageBar; href: string; text: string }) {
  const day = bar.day.toLocaleDateString("en-US", { month: "long", day: "numeric", timeZone: "UTC" });
  return (
    <Link
      href={href}
      aria-label={`${day}: ${text}`}
      className="group relative flex w-full flex-col justify-end rounded-t-sm hover:bg-subtle"
    >
      <span
        className="rounded-t-sm bg-chart-1"
        style={{ height: bar.value === 0 ? 0 : `max(${bar.height * 100}%, 2px)` }}
      />
      <span
        aria-hidden
        className="pointer-events-none absolute bottom-full left-1/2 z-popover mb-1 hidden -translate-x-1/2 rounded-md bg-inverse px-2 py-1 text-xs whitespace-nowrap text-inverse tabular-nums group-hover:block group-focus-visible:block"
      >
        {day}: {text}
      </span>
    </Link>
  );
}
