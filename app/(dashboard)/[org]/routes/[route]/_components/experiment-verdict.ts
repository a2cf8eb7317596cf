import type { ExperimentResults } from "@/server/contracts/experiments";

const OUTCOMES_MIN = 30;

/** What can be said of an experiment now: who is better and by how much, or what is missing. */
export function experimentVerdict(
  { winner, metric, comparison }: ExperimentResults,
  { a, b }: { a: string; b: string },
): string {
  if (comparison === null || metric === null) {
    return `Not known yet: each side needs at least ${OUTCOMES_MIN} finished sessions, and as many answers before NPS can decide.`;
  }
  const unit = metric === "nps" ? "points of 10 in the mean answer" : "percentage points of success";
  const times = metric === "nps" ? 10 : 100;
  const shown = (share: number): string => `${share < 0 ? "−" : "+"}${Math.abs(share * times).toFixed(2)}`;
  const gap = `${b} less ${a}: ${shown(comparison.difference)}, between ${shown(comparison.lower)} and ${shown(comparison.upper)} ${unit}. This holds however often you look.`;
  return `${lead({ winner, metric }, { a, b })} ${gap}`;
}

function lead(
  { winner, metric }: Pick<ExperimentResults, "winner" | "metric">,
  { a, b }: { a: string; b: string },
): string {
  switch (winner) {
    case "A":
      return `${a} is better.`;
    case "B":
      return `${b} is better.`;
    case "tie":
      return "Nobody would notice a difference.";
    case null:
      return metric === "nps" ? "Not told apart yet." : "By success alone they are not told apart yet.";
  }
}
