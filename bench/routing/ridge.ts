import { FEATURES, type SparseRow } from "./text-features";

const N = FEATURES;

/** Linear models of several outputs over the same rows: the normal equations are set up and factored once. */
export class Ridge {
  readonly #weights: Float64Array[];

  constructor(rows: readonly SparseRow[], outputs: readonly (readonly number[])[], penalty: number) {
    const factor = factored(gram(rows, penalty));
    this.#weights = outputs.map((output) => solve(factor, moments(rows, output)));
  }

  predict(row: SparseRow, output: number): number {
    const weights = this.#weights[output];
    if (weights === undefined) return 0;
    return dot(weights, row);
  }
}

function dot(weights: Float64Array, { places, value }: SparseRow): number {
  let sum = 0;
  for (const place of places) sum += weights[place] ?? 0;
  return sum * value + (weights[N - 1] ?? 0);
}

function gram(rows: readonly SparseRow[], penalty: number): Float64Array {
  const matrix = new Float64Array(N * N);
  const add = (a: number, b: number, value: number): void => {
    matrix[a * N + b] = (matrix[a * N + b] ?? 0) + value;
  };
  for (const { places, value } of rows) {
    for (const a of places) {
      for (const b of places) if (b <= a) add(a, b, value * value);
      add(N - 1, a, value);
    }
    add(N - 1, N - 1, 1);
  }
  for (let a = 0; a < N; a++) add(a, a, a === N - 1 ? 1e-6 : penalty);
  return matrix;
}

function moments(rows: readonly SparseRow[], output: readonly number[]): Float64Array {
  const sums = new Float64Array(N);
  for (const [index, { places, value }] of rows.entries()) {
    const y = output[index] ?? 0;
    for (const place of places) sums[place] = (sums[place] ?? 0) + value * y;
    sums[N - 1] = (sums[N - 1] ?? 0) + y;
  }
  return sums;
}

/** Cholesky, in place: the lower triangle. */
function factored(matrix: Float64Array): Float64Array {
  for (let j = 0; j < N; j++) {
    for (let i = j; i < N; i++) {
      let sum = matrix[i * N + j] ?? 0;
      const [rowI, rowJ] = [i * N, j * N];
      for (let k = 0; k < j; k++) sum -= (matrix[rowI + k] ?? 0) * (matrix[rowJ + k] ?? 0);
      matrix[rowI + j] = i === j ? Math.sqrt(Math.max(1e-12, sum)) : sum / (matrix[rowJ + j] ?? 1);
    }
  }
  return matrix;
}

function solve(lower: Float64Array, right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  for (let i = 0; i < N; i++) {
    let sum = x[i] ?? 0;
    for (let k = 0; k < i; k++) sum -= (lower[i * N + k] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (lower[i * N + i] ?? 1);
  }
  for (let i = N - 1; i >= 0; i--) {
    let sum = x[i] ?? 0;
    for (let k = i + 1; k < N; k++) sum -= (lower[k * N + i] ?? 0) * (x[k] ?? 0);
    x[i] = sum / (lower[i * N + i] ?? 1);
  }
  return x;
}
