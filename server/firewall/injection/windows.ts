/** Words in a window, and how far apart windows begin. */
export const WINDOW_WORDS = 48;
export const WINDOW_STEP = 12;
export const NARROW_WORDS = 16;
export const NARROW_STEP = 4;
/** Shorter texts count as this long, so that a word alone decides nothing. */
const WORDS_MIN = 6;

export interface Window {
  score: number;
  start: number;
  end: number;
}

/** What the sum of a window's weights is divided by. */
export const windowScale = (words: number): number => 1 / Math.sqrt(Math.max(words, WORDS_MIN));

/**
 * The best window of words. `sums[i]` is the sum of the scores of the first i words, so that each window costs one
 * subtraction whatever its size.
 */
export function bestWindow(sums: Float64Array, count: number, size: number, step: number): Window {
  const best = { score: Number.NEGATIVE_INFINITY, start: 0, end: 0 };
  for (let start = 0; ; start += step) {
    const end = Math.min(start + size, count);
    const score = ((sums[end] ?? 0) - (sums[start] ?? 0)) * windowScale(end - start);
    if (score > best.score) {
      best.score = score;
      best.start = start;
      best.end = end;
    }
    if (end === count) return best;
  }
}
