export interface Spread {
  median: number;
  min: number;
  max: number;
}
type Value = number | null | undefined;
export function percentile(values: readonly number[], share: number): number | null;
export function spread(values: readonly (number | null)[]): Spread | null;
export function ratios(values: readonly Value[], reference: readonly Value[]): (number | null)[];
export function differences(values: readonly Value[], reference: readonly Value[]): (number | null)[];
