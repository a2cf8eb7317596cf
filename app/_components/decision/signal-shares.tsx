import { formatPercent } from "@/app/_lib/format";
import { cn } from "@/app/_ui/cn";
import type { SignalWeights } from "@/server/contracts/decisions";

const SIGNALS = [
  { id: "session", label: "End users", fill: "bg-chart-1" },
  { id: "auto", label: "Evaluations", fill: "bg-chart-3" },
  { id: "manual", label: "Your people", fill: "bg-chart-2" },
  { id: "benchmark", label: "Benchmarks", fill: "bg-chart-8" },
] as const;

/** What share of the evidence each signal gave. */
export function SignalShares({ weights }: { weights: SignalWeights }) {
  return (
    <>
      <div aria-hidden className="flex h-2.5 gap-px overflow-hidden rounded-full bg-muted">
        {SIGNALS.map(({ id, fill }) => (
          <span key={id} className={cn("h-full", fill)} style={{ width: `${weights[id] * 100}%` }} />
        ))}
      </div>
      <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
        {SIGNALS.map(({ id, label, fill }) => (
          <li key={id} className="flex items-center gap-1.5 text-xs text-muted">
            <span aria-hidden className={cn("size-2 rounded-full", fill)} />
            {label}
            <span className="text-emphasis tabular-nums">{formatPercent(weights[id])}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
