/** Sums over one side of a comparison: how many outcomes, their mean and their variance. */
export interface Sample {
  count: number;
  mean: number;
  variance: number;
}

export interface Comparison {
  /** Mean of B less the mean of A. */
  difference: number;
  /** The difference lies between these with the confidence asked for, however often one looks. */
  lower: number;
  upper: number;
  /** Always-valid p-value at this look. */
  pValue: number;
}

export interface TestOptions {
  /** How often the test may be wrong over all its looks. */
  alpha: number;
  /** Standard deviation of the differences expected beforehand, in units of the outcome. */
  tau: number;
  /** Outcomes that each side needs before the first look. */
  countMin: number;
}

/** For outcomes between 0 and 1: three hundredths are a third of a point of an NPS answer. */
export const TEST: TestOptions = { alpha: 0.05, tau: 0.03, countMin: 30 };

/**
 * Compares two sides at any time, as often as one likes: a mixture sequential probability ratio test with a normal
 * mixture (Johari, Koomen, Pekelis and Walsh, “Always Valid Inference”, Operations Research 70(3), 2022). With plug-in
 * variances it holds in the limit of many outcomes, hence the least count. Null before either side has that many.
 */
export function compare(a: Sample, b: Sample, options: TestOptions = TEST): Comparison | null {
  if (a.count < options.countMin || b.count < options.countMin) return null;
  return comparisonOf(b.mean - a.mean, spreadOf(a) + spreadOf(b), options);
}

/** The same for one side against a value that is known: of pairs, how often one of the two was better. */
export function compareWith(value: number, b: Sample, options: TestOptions = TEST): Comparison | null {
  return b.count < options.countMin ? null : comparisonOf(b.mean - value, spreadOf(b), options);
}

function comparisonOf(difference: number, spread: number, { alpha, tau }: TestOptions): Comparison {
  const prior = tau * tau;
  const logRatio =
    0.5 * Math.log(spread / (spread + prior)) +
    (prior * difference * difference) / (2 * spread * (spread + prior));
  const half = Math.sqrt(
    ((spread * (spread + prior)) / prior) * (2 * Math.log(1 / alpha) + Math.log((spread + prior) / spread)),
  );
  return {
    difference,
    lower: difference - half,
    upper: difference + half,
    pValue: Math.min(1, Math.exp(-logRatio)),
  };
}

/** All outcomes alike say that the variance is small, not that it is none: one more, as far off as can be, is assumed. */
function spreadOf({ count, variance, mean }: Sample): number {
  const farthest = Math.max(mean, 1 - mean);
  return (variance * count + farthest * farthest) / (count + 1) / count;
}

export type Winner = "A" | "B" | "tie" | null;

/** Differences smaller than this make no difference to anybody. */
export const TIE = 0.02;

/** Who is better, once the looks say so; a tie when they say that the difference is too small to matter. */
export function winnerOf(comparison: Comparison | null): Winner {
  if (comparison === null) return null;
  const { lower, upper } = comparison;
  if (lower > 0) return "B";
  if (upper < 0) return "A";
  return lower > -TIE && upper < TIE ? "tie" : null;
}

/** Whether B is worse than A, with the error that the options allow over all looks. */
export function hasRegressed(comparison: Comparison | null): boolean {
  return comparison !== null && comparison.upper < 0;
}
