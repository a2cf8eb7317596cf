import { useId } from "react";
import { lambdaOf } from "@/server/contracts/objective";

const STEPS = 30;

interface ObjectiveSliderProps {
  /** 0 quality only … 1 the cheapest that will do. */
  costWeight: number;
  /** A mean cost is set, which decides instead. */
  isSteered: boolean;
  isDisabled: boolean;
  onChange: (costWeight: number) => void;
}

/** What a feedback-driven route is after, between quality and low cost, and what that means in points of score. */
export function ObjectiveSlider({ costWeight, isSteered, isDisabled, onChange }: ObjectiveSliderProps) {
  const id = useId();
  const meaning = `A cent a request is worth ${pointsOf(costWeight)} points of score.`;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold text-emphasis">
        Objective
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={STEPS}
        value={Math.round(costWeight * STEPS)}
        disabled={isDisabled}
        aria-valuetext={meaning}
        onChange={(event) => onChange(Number(event.target.value) / STEPS)}
        className="block h-8 w-full accent-(--accent-solid) disabled:opacity-60"
      />
      <div aria-hidden className="flex justify-between text-xs text-muted">
        <span>Quality</span>
        <span>Low cost</span>
      </div>
      <p className="text-xs text-subtle">{isSteered ? "Rests while a mean cost is set." : meaning}</p>
    </div>
  );
}

/** λ is NPS/10 a dollar: a hundredth of it times ten is points a cent. */
const pointsOf = (costWeight: number): string => (lambdaOf(costWeight) / 10).toPrecision(2);
