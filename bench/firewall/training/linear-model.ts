import {
  bestWindow,
  NARROW_STEP,
  NARROW_WORDS,
  WINDOW_STEP,
  WINDOW_WORDS,
  windowScale,
} from "../../../server/firewall/injection/windows";
import { Rng } from "../rng";
import type { FeatureStore, StoredText, StoredView } from "./feature-store";

export interface LinearModel {
  weights: Float32Array;
  bias: number;
}

export interface TrainingOptions {
  epochs: number;
  rate: number;
  decay: number;
  dropout: number;
  seed: number;
  /** Weight of one text of each source. */
  sourceWeights: readonly number[];
  /** Which features may be learned. */
  isLearned: Uint8Array;
}

const scratch = { sums: new Float64Array(1 << 16) };

export function wordSums(view: StoredView, weights: Float32Array): Float64Array {
  if (scratch.sums.length <= view.words) scratch.sums = new Float64Array(view.words * 2);
  const { sums } = scratch;
  let sum = 0;
  for (let word = 0; word < view.words; word++) {
    sums[word] = sum;
    const end = view.offsets[word + 1] ?? 0;
    for (let at = view.offsets[word] ?? 0; at < end; at++) sum += weights[view.ids[at] ?? 0] ?? 0;
  }
  sums[view.words] = sum;
  return sums;
}

/** The view and window of a text that look most like an attack. */
function worstWindow(text: StoredText, weights: Float32Array, size: number, step: number) {
  let best = { view: text.views[0], score: Number.NEGATIVE_INFINITY, start: 0, end: 0 };
  for (const view of text.views) {
    if (view.words === 0) continue;
    const window = bestWindow(wordSums(view, weights), view.words, size, step);
    if (window.score > best.score) best = { view, ...window };
  }
  return best;
}

const logistic = (score: number): number => 1 / (1 + Math.exp(-score));

/** Logistic regression on the worst window of each text: what makes one of them an attack must be in that window. */
export function trainLinear(
  store: FeatureStore,
  rows: readonly number[],
  options: TrainingOptions,
): LinearModel {
  const { isLearned } = options;
  const weights = new Float32Array(store.hashes.length);
  const squares = new Float32Array(store.hashes.length).fill(0.1);
  const isDropped = new Uint8Array(store.hashes.length);
  const rng = new Rng(options.seed);
  const order = Int32Array.from(rows);
  let bias = -1;
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    rng.shuffle(order);
    for (let id = 0; id < isDropped.length; id++)
      isDropped[id] = isLearned[id] === 0 || rng.next() < options.dropout ? 1 : 0;
    order.forEach((row, position) => {
      const text = store.texts[row];
      if (text === undefined) return;
      // Narrow windows teach that a few words are enough.
      const isNarrow = (position + epoch) % 3 === 0;
      const { view, start, end, score } = isNarrow
        ? worstWindow(text, weights, NARROW_WORDS, NARROW_STEP)
        : worstWindow(text, weights, WINDOW_WORDS, WINDOW_STEP);
      if (view === undefined || !Number.isFinite(score)) return;
      const weight = options.sourceWeights[text.source] ?? 1;
      const error = (logistic(score + bias) - text.label) * weight;
      if (Math.abs(error) < 0.002) return;
      bias -= 0.01 * error;
      const gradient = error * windowScale(end - start);
      const last = view.offsets[end] ?? 0;
      for (let at = view.offsets[start] ?? 0; at < last; at++) {
        const id = view.ids[at] ?? 0;
        if (isDropped[id] === 1) continue;
        const own = gradient + options.decay * (weights[id] ?? 0);
        const square = (squares[id] ?? 0) + own * own;
        squares[id] = square;
        weights[id] = (weights[id] ?? 0) - (options.rate * own) / Math.sqrt(square);
      }
    });
  }
  return { weights, bias };
}
