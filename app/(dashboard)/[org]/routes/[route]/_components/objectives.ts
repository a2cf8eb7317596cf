import type { SelectOption } from "@/app/_ui/select";

type Objective = "quality" | "balanced" | "thrifty" | "cheapest";

const WEIGHTS: Readonly<Record<Objective, number>> = {
  quality: 0,
  balanced: 1 / 3,
  thrifty: 2 / 3,
  cheapest: 1,
};

/** What a feedback-driven route is after, by what a cent a request may cost in points of NPS score. */
export const OBJECTIVE_OPTIONS: readonly SelectOption<Objective>[] = [
  { value: "quality", label: "Quality", description: "A cent a request is worth 0.1 points of score." },
  { value: "balanced", label: "Balance", description: "A cent a request is worth 0.4 points of score." },
  { value: "thrifty", label: "Thrift", description: "A cent a request is worth 1.5 points of score." },
  { value: "cheapest", label: "Low cost", description: "A cent a request is worth 4 points of score." },
];

/** The nearest of the four. */
export function objectiveOf(costWeight: number): Objective {
  const names = OBJECTIVE_OPTIONS.map(({ value }) => value);
  return names.reduce(
    (best, name) =>
      Math.abs(WEIGHTS[name] - costWeight) < Math.abs(WEIGHTS[best] - costWeight) ? name : best,
    "balanced",
  );
}

export function costWeightOf(objective: Objective): number {
  return WEIGHTS[objective];
}
