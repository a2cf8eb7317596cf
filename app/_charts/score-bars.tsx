"use client";

import { formatCount } from "@/app/_lib/format";
import { NPS_GROUP_LOOK } from "@/app/_lib/nps-format";
import { cn } from "@/app/_ui/cn";
import type { ScoreBar } from "./prepare-score-bars";

export interface ScoreBarsProps {
  bars: readonly ScoreBar[];
  chosen: number | null;
  /** Null: the chosen one was pressed again. */
  onChoose: (score: number | null) => void;
}

/** How often each score was given. A bar is a button that shows its answers; the paler part is unsigned. */
export function ScoreBars({ bars, chosen, onChoose }: ScoreBarsProps) {
  return (
    <div className="grid grid-cols-11 gap-1 sm:gap-2">
      {bars.map((bar) => (
        <button
          key={bar.score}
          type="button"
          aria-pressed={chosen === bar.score}
          onClick={() => onChoose(chosen === bar.score ? null : bar.score)}
          className="group flex flex-col-reverse items-stretch rounded-sm hover:bg-subtle aria-pressed:bg-muted"
        >
          <span className="py-1 text-xs text-subtle tabular-nums">
            <span className="sr-only">Score </span>
            {bar.score}
            <span className="sr-only">:</span>
          </span>
          <span className="flex h-28 flex-col justify-end border-b border-default">
            <span
              className={cn("rounded-t-sm opacity-45", NPS_GROUP_LOOK[bar.group].bar)}
              style={{ height: `${bar.unsignedHeight * 100}%` }}
            />
            <span
              className={cn(bar.unsigned === 0 && "rounded-t-sm", NPS_GROUP_LOOK[bar.group].bar)}
              style={{ height: `${(bar.height - bar.unsignedHeight) * 100}%` }}
            />
          </span>
          <span className="h-4 text-2xs text-muted tabular-nums">
            {bar.total > 0 && formatCount(bar.total)}
            <span className="sr-only">{restOf(bar)}</span>
          </span>
        </button>
      ))}
    </div>
  );
}

/** What is read out after the number. */
function restOf({ total, unsigned }: ScoreBar): string {
  if (total === 0) return "no answers";
  return ` ${total === 1 ? "answer" : "answers"}${unsigned > 0 ? `, ${formatCount(unsigned)} of them unsigned` : ""}`;
}
