/** Pure arithmetic of the report. Missing values are null and stay null: nothing is ever counted as zero. */

/** Nearest-rank percentile of unsorted numbers; null when there are none. */
export function percentile(values, share) {
  if (values.length === 0) return null;
  const sorted = Float64Array.from(values).sort();
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Middle value (mean of the two middle ones for an even count) with the extremes; null when there is nothing. */
export function spread(values) {
  const known = values.filter((value) => value !== null && Number.isFinite(value)).sort((a, b) => a - b);
  if (known.length === 0) return null;
  const middle = Math.floor(known.length / 2);
  const median = known.length % 2 === 1 ? known[middle] : (known[middle - 1] + known[middle]) / 2;
  return { median, min: known[0], max: known[known.length - 1] };
}

const combine = (a, b, operation) => (a == null || b == null ? null : operation(a, b));

/** Value by value against the reference of the same round, so that slow minutes of the machine cancel out. */
export function ratios(values, reference) {
  return values.map((value, round) => combine(value, reference[round], (a, b) => (b === 0 ? null : a / b)));
}

/** What a contender adds to the reference of the same round. */
export function differences(values, reference) {
  return values.map((value, round) => combine(value, reference[round], (a, b) => a - b));
}
