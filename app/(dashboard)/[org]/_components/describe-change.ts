/** “12% more than the day before”; nothing to compare with says so instead of inventing a rise. */
export function describeChange(current: number, previous: number | undefined): string {
  if (previous === undefined) return "nothing earlier to compare";
  if (previous === 0) return current === 0 ? "as the day before" : "none the day before";
  const change = Math.round(((current - previous) / previous) * 100);
  if (change === 0) return "as the day before";
  return change > 0 ? `${change}% more than the day before` : `${-change}% less than the day before`;
}
