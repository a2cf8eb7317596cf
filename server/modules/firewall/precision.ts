const Z = 1.96;

/** The share of the confirmed with Wilson's 95 % interval, which stays between 0 and 1 for few reviews; null for none. */
export function precisionOf(
  confirmed: number,
  mistaken: number,
): { share: number; low: number; high: number } | null {
  const count = confirmed + mistaken;
  if (count === 0) return null;
  const share = confirmed / count;
  const scale = 1 + Z ** 2 / count;
  const middle = (share + Z ** 2 / (2 * count)) / scale;
  const reach = (Z * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2))) / scale;
  return { share, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}
