import { cn } from "@/app/_ui/cn";

export interface ScoreIntervalProps {
  /** From 0 to 1. */
  quality: number;
  low: number | null;
  high: number | null;
  isBest: boolean;
}

/** What a score may be, as a bar from 0 to 10 and in numbers. */
export function ScoreInterval({ quality, low, high, isBest }: ScoreIntervalProps) {
  const fill = isBest ? "bg-accent-solid" : "bg-neutral-solid";
  return (
    <span className="flex items-center gap-3">
      <span aria-hidden className="relative h-1.5 w-20 shrink-0 rounded-full bg-muted">
        {low !== null && high !== null && (
          <span
            className={cn("absolute inset-y-0 rounded-full opacity-40", fill)}
            style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }}
          />
        )}
        <span
          className={cn("absolute -inset-y-0.5 w-0.5 rounded-full", fill)}
          style={{ left: `${Math.min(Math.max(quality, 0), 1) * 100}%` }}
        />
      </span>
      <span className="text-xs whitespace-nowrap tabular-nums">
        {ten(quality)}
        {low !== null && high !== null && (
          <span className="text-subtle">
            {" "}
            ({ten(low)} to {ten(high)})
          </span>
        )}
      </span>
    </span>
  );
}

const ten = (share: number): string => (share * 10).toFixed(1);
