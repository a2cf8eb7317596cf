import { placeOf } from "@/app/_charts/prepare-nps-trend";
import { formatPoints } from "@/app/_lib/nps-format";
import { Badge } from "@/app/_ui/badge";
import type { NpsDifference, NpsFigure } from "@/server/contracts/nps";

/** An NPS within its interval, on a scale from −100 to +100. */
export function NpsIntervalBar({ figure }: { figure: NpsFigure }) {
  if (figure.status === "insufficient") return <span className="text-xs text-subtle">–</span>;
  const [low, high, nps] = [placeOf(figure.low), placeOf(figure.high), placeOf(figure.nps)];
  return (
    <div className="flex items-center gap-3">
      <span aria-hidden className="relative h-3 w-32 shrink-0 rounded-sm bg-muted">
        <span className="absolute inset-y-0 left-1/2 border-l border-strong" />
        <span
          className="absolute inset-y-0.5 rounded-sm bg-accent-subtle ring-1 ring-accent-border"
          style={{ left: `${low * 100}%`, width: `${(high - low) * 100}%` }}
        />
        <span
          className="absolute inset-y-0 w-0.5 -translate-x-1/2 bg-accent-solid"
          style={{ left: `${nps * 100}%` }}
        />
      </span>
      <span className="text-xs whitespace-nowrap text-muted tabular-nums">
        {formatPoints(figure.low)} to {formatPoints(figure.high)}
      </span>
    </div>
  );
}

/** How far a group is from all others, in words and points. */
export function NpsDifferenceText({ difference }: { difference: NpsDifference | null }) {
  if (difference === null) return <span className="text-subtle">–</span>;
  const { points, low, high } = difference;
  const verdict =
    low > 0
      ? ({ tone: "success", word: "higher" } as const)
      : high < 0
        ? ({ tone: "error", word: "lower" } as const)
        : ({ tone: "outline", word: "not told apart" } as const);
  return (
    <span className="flex items-center gap-2">
      <Badge tone={verdict.tone}>{verdict.word}</Badge>
      <span className="text-xs text-muted tabular-nums">
        {formatPoints(points)} ({formatPoints(low)} to {formatPoints(high)})
      </span>
    </span>
  );
}
