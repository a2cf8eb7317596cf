/** How a budget steers the price of quality: λ in utility = reward − λ × USD per request. */
export interface Pace {
  lambda: number;
  /** Moving average of the cost of a request, USD; null before the first. */
  averageUsd: number | null;
}

const GAIN = 0.01;
const AVERAGE_WEIGHT = 0.02;
const LAMBDA_MAX = 400;
/** λ moves by factors, so from zero it would never leave. */
const LAMBDA_MIN = 0.01;
/** A budget below this multiple of the cheapest model's cost cannot be kept by choosing. */
const FEASIBLE_FACTOR = 1.05;

/** Where λ stands for a position between quality (0) and cost (1): 1, 4, 15 and 40 at 0, ⅓, ⅔ and 1. */
export function lambdaOf(costWeight: number): number {
  const x = Math.min(1, Math.max(0, costWeight)) * 3;
  const stops = [1, 4, 15, 40];
  const low = Math.min(2, Math.floor(x));
  const [from = 1, to = 1] = [stops[low], stops[low + 1]];
  return from * (to / from) ** (x - low);
}

/** One request later, ROUTING section 6.6: dearer than the budget on average raises λ, cheaper lowers it. */
export function paced(pace: Pace, costUsd: number, budgetUsd: number): Pace {
  const averageUsd =
    pace.averageUsd === null ? costUsd : pace.averageUsd + AVERAGE_WEIGHT * (costUsd - pace.averageUsd);
  const excess = Math.min(1, Math.max(-1, averageUsd / budgetUsd - 1));
  const lambda = Math.min(LAMBDA_MAX, Math.max(LAMBDA_MIN, pace.lambda * Math.exp(GAIN * excess)));
  return { lambda, averageUsd };
}

/** Whether any mix of models can keep the budget, USD per request. */
export function isFeasibleBudget(budgetUsd: number, cheapestUsd: number): boolean {
  return budgetUsd >= FEASIBLE_FACTOR * cheapestUsd;
}
