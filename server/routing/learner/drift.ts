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
  return observeSum(drift, { z: (reward - expected) / sd, n: 1 });
}

/** Many rewards at once: the sum of their residuals in standard deviations, and how many they are. */
export function observeSum(drift: Drift, { z, n }: { z: number; n: number }): Drift {
  return {
    worse: Math.max(0, drift.worse - z - ALLOWANCE * n),
    better: Math.max(0, drift.better + z - ALLOWANCE * n),
  };
}

export function driftAlarm({ worse, better }: Drift): "worse" | "better" | null {
  if (worse > THRESHOLD) return "worse";
  return better > THRESHOLD ? "better" : null;
}
