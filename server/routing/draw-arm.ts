import type { LearnedPlan } from "./learned-plan";
import { unitHash } from "./unit-hash";

/**
 * The arm of a session: each runs a race against an exponential clock that only the session and the arm set, at the
 * speed of its propensity. Drawn so, an arm is as likely as its propensity says, every process agrees without asking,
 * and when propensities change or a candidate goes, few sessions change their model.
 */
export function drawArm({ arms }: LearnedPlan, seed: string): number {
  let winner = -1;
  let earliest = Number.POSITIVE_INFINITY;
  for (const [index, { candidate, propensity }] of arms.entries()) {
    if (propensity <= 0) continue;
    if (propensity >= 1) return index;
    const time = -Math.log(1 - unitHash(`${seed}\n${candidate.id}`)) / propensity;
    if (time < earliest) [winner, earliest] = [index, time];
  }
  return winner;
}

/** A better model must be better by this much (NPS/10) for a session to change over: its cache and its tone are lost. */
const SWITCHING_LOSS = 0.05;

/** Whether a session stays with the model it has. */
export function staysWith(plan: LearnedPlan, kept: number): boolean {
  const [best, current] = [plan.arms[plan.best], plan.arms[kept]];
  if (best === undefined || current === undefined) return false;
  return best.utility - current.utility <= SWITCHING_LOSS;
}
