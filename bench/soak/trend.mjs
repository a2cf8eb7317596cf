/** Student's t for a two-sided 95 % interval, by degrees of freedom; beyond the table the normal value is close. */
const T95 = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13];

/** Straight line through the samples with the 95 % interval of its slope; null for fewer than three samples. */
export function trend(samples) {
  const count = samples.length;
  if (count < 3) return null;
  const meanX = samples.reduce((sum, { x }) => sum + x, 0) / count;
  const meanY = samples.reduce((sum, { y }) => sum + y, 0) / count;
  const spreadX = samples.reduce((sum, { x }) => sum + (x - meanX) ** 2, 0);
  if (spreadX === 0) return null;
  const slope = samples.reduce((sum, { x, y }) => sum + (x - meanX) * (y - meanY), 0) / spreadX;
  const rest = samples.reduce((sum, { x, y }) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  const error = Math.sqrt(rest / (count - 2) / spreadX);
  const t = T95[count - 3] ?? 1.96;
  return { slope, low: slope - t * error, high: slope + t * error, mean: meanY };
}

/** Growth is believed when the whole interval lies above zero and amounts to something within the time measured. */
export function isGrowing(samples, shareMin = 0.05) {
  const line = trend(samples);
  if (line === null) return false;
  const duration = samples.at(-1).x - samples[0].x;
  return line.low > 0 && line.low * duration > shareMin * line.mean;
}
