export interface FacetValue {
  value: string;
  label: string;
  count: number | null;
}

export interface Share {
  value: string;
  label: string;
  count: number;
  /** Length of its bar, 0 … 1. */
  ofLargest: number;
}

const SHARES_MAX = 8;

/** The largest values first; what has no count is left out. */
export function topShares(values: readonly FacetValue[]): Share[] {
  const counted = values.flatMap(({ value, label, count }) =>
    count === null ? [] : [{ value, label, count }],
  );
  const sorted = counted.toSorted((left, right) => right.count - left.count).slice(0, SHARES_MAX);
  const largest = sorted[0]?.count ?? 0;
  return sorted.map((each) => ({ ...each, ofLargest: largest === 0 ? 0 : each.count / largest }));
}
