import { formatCount } from "@/app/_lib/format";
import { formatPoints } from "@/app/_lib/nps-format";
import { NPS_ANSWERS_MIN, type NpsFigure } from "@/server/contracts/nps";

/** An NPS with its interval and the answers behind it; no number where they are too few. */
export function NpsHeadline({ figure }: { figure: NpsFigure }) {
  const answers = `${formatCount(figure.answers)} ${figure.answers === 1 ? "answer" : "answers"}`;
  if (figure.status === "insufficient") {
    const counted =
      figure.effectiveAnswers === figure.answers ? "" : ` (count as ${figure.effectiveAnswers})`;
    return (
      <div>
        <p className="text-xl font-semibold text-muted">Not known yet</p>
        <p className="text-xs text-subtle">
          {answers}
          {counted} of at least {NPS_ANSWERS_MIN}. Below that an NPS says next to nothing.
        </p>
      </div>
    );
  }
  return (
    <div>
      <p className="flex items-baseline gap-2">
        <span className="text-2xl font-semibold text-emphasis tabular-nums">{formatPoints(figure.nps)}</span>
        <span className="text-sm text-muted tabular-nums">
          {formatPoints(figure.low)} to {formatPoints(figure.high)}, with 95 % confidence
        </span>
      </p>
      <p className="text-xs text-subtle">
        From {answers}.
        {figure.effectiveAnswers !== figure.answers &&
          ` Unsigned ones count a quarter: together as much as ${formatCount(figure.effectiveAnswers)} signed ones.`}
      </p>
    </div>
  );
}
