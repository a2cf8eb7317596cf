import Link from "next/link";
import { cn } from "@/app/_ui/cn";
import type { SeriesBar } from "./prepare-series";

export interface SummaryTileProps {
  label: string;
  value: string;
  note: string;
  /** The rows behind the figure. */
  href: string;
  bars: readonly SeriesBar[];
  tone: "accent" | "error";
  /** Fills the last row where there are two tiles in one. */
  isWide?: boolean;
}

export function SummaryTile({ label, value, note, href, bars, tone, isWide = false }: SummaryTileProps) {
  return (
    <Link
      href={href}
      className={cn(
        "flex flex-col bg-surface px-4 pt-3 pb-3 transition-colors duration-120 hover:bg-subtle",
        isWide && "max-lg:col-span-2",
      )}
    >
      <span className="text-xs text-muted">{label}</span>
      <span className="mt-1 text-xl font-semibold text-emphasis tabular-nums">{value}</span>
      <span className="mt-0.5 text-xs text-subtle">{note}</span>
      <MiniBars bars={bars} tone={tone} />
    </Link>
  );
}

/** Decorative: the figure and the list behind the link say the same exactly. */
function MiniBars({ bars, tone }: Pick<SummaryTileProps, "bars" | "tone">) {
  return (
    <span aria-hidden className="relative mt-3 block h-10 w-full border-b border-default">
      {bars.map((bar) => (
        <span
          key={bar.fromMs}
          className={cn(
            "absolute bottom-0 rounded-t-[1px]",
            tone === "error" ? "bg-error-solid" : "bg-chart-1",
          )}
          style={{
            left: `${bar.left * 100}%`,
            width: `max(${bar.width * 100}% - 1px, 2px)`,
            height: `${bar.height * 100}%`,
          }}
        />
      ))}
    </span>
  );
}
