/** Two-sided CUSUM of a model's residuals, in standard deviations: has it become worse, or better, than expected? */
export interface Drift {
  worse: number;
  better: number;
}

export const NO_DRIFT: Drift = { worse: 0, better: 0 };

/** Half the shift to be found quickly, and the height at which it is believed. ROUTING section 6.6. */
const ALLOWANCE = 0.25;
const THRESHOLD = 20;

/** One more reward beside what was expected of it; `sd` is that of one observation. */
export function observeDrift(drift: Drift, reward: number, expected: number, sd: number): Drift {
  const z = (reward - expected) / sd;
  return {
    worse: Math.max(0, drift.worse - z - ALLOWANCE),
    better: Math.max(0, drift.better + z - ALLOWANCE),
  };
}

export function driftAlarm({ worse, better }: Drift): "worse" | "better" | null {
  if (worse > THRESHOLD) return "worse";
  return better > THRESHOLD ? "better" : null;
}
