/**
 * Dense arithmetic over typed arrays whose indices are known to be in range. One reader for each kind of array: a reader
 * of several kinds is several times as slow in the sweeps.
 */
export type Vector = Float64Array<ArrayBuffer>;

export const zeros = (length: number): Vector => new Float64Array(length);

/** The element at a position that exists. */
export function at(values: Float64Array, index: number): number {
  return values[index] ?? 0;
}

export function indexAt(values: Int32Array, index: number): number {
  return values[index] ?? 0;
}

export function byteAt(values: Uint8Array, index: number): number {
  return values[index] ?? 0;
}

export function add(values: Float64Array, index: number, amount: number): void {
  values[index] = (values[index] ?? 0) + amount;
}

export function clamp(value: number, limit: number): number {
  return value > limit ? limit : Math.max(value, -limit);
}

/** The middle of some values, 0 of none. */
export function medianOf(values: Iterable<number>): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  const [below = 0, above = 0] = [sorted[middle - 1], sorted[middle]];
  return sorted.length % 2 === 0 ? (below + above) / 2 : above;
}
