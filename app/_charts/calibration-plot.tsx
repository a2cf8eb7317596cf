import { formatPercent } from "@/app/_lib/format";
import type { PreparedCalibration } from "./prepare-calibration";

const STEPS = [0, 0.25, 0.5, 0.75, 1] as const;

/** The judge's score to the right, the users' upwards; the line is what the one says about the other. */
export function CalibrationPlot({ plot: { dots, line } }: { plot: PreparedCalibration }) {
  return (
    <div aria-hidden className="max-w-120 pb-8 pl-9">
      <div className="relative aspect-[3/2] border-b border-l border-default">
        {STEPS.map((step) => (
          <span key={step}>
            <span className="absolute inset-x-0 border-t border-subtle" style={{ bottom: percent(step) }} />
            <span
              className="absolute right-full translate-y-1/2 pr-2 text-2xs text-subtle tabular-nums"
              style={{ bottom: percent(step) }}
            >
              {step * 10}
            </span>
            <span
              className="absolute top-full -translate-x-1/2 pt-1 text-2xs text-subtle tabular-nums"
              style={{ left: percent(step) }}
            >
              {step * 100}
            </span>
          </span>
        ))}
        <svg
          className="absolute inset-0 size-full"
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          role="presentation"
        >
          <line
            x1={line.x1 * 100}
            y1={100 - line.y1 * 100}
            x2={line.x2 * 100}
            y2={100 - line.y2 * 100}
            stroke="var(--accent-solid)"
            strokeWidth={1.5}
            vectorEffect="non-scaling-stroke"
          />
        </svg>
        {dots.map((dot) => (
          <span
            key={dot.label}
            title={`${dot.label}: judge ${formatPercent(dot.judge)}, users ${(dot.nps * 10).toFixed(1)} of 10, ${dot.count} answers`}
            className="absolute -translate-x-1/2 translate-y-1/2 rounded-full border border-accent-border bg-accent-subtle"
            style={{ left: percent(dot.x), bottom: percent(dot.y), width: dot.sizePx, height: dot.sizePx }}
          />
        ))}
        <span className="absolute top-full right-0 pt-5 text-2xs text-subtle">Judge’s score, %</span>
        <span className="absolute top-1 left-2 text-2xs text-subtle">Users’ score, 0–10</span>
      </div>
    </div>
  );
}

function percent(share: number): string {
  return `${share * 100}%`;
}
