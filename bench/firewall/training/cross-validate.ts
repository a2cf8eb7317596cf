import type { FeatureStore } from "./feature-store";
import { FOLDS, NOT_LEARNED } from "./folds";
import { type LinearModel, trainLinear } from "./linear-model";
import { combineStored } from "./measure-stored";

const EPOCHS = 5;
const OPTIONS = { epochs: EPOCHS, rate: 0.1, decay: 1e-4, dropout: 0.25, seed: 5 };
/** A feature that only one source has tells the source rather than the attack. */
const SOURCES_MIN = 2;
/** Sources count by the square root of their size beyond this. */
const SOURCE_ROWS = 300;

const bits = (mask: number): number => {
  let count = 0;
  for (let rest = mask >>> 0; rest !== 0; rest &= rest - 1) count++;
  return count;
};

/** Trains on all sources but those in `heldOut`. */
export function trainWithout(store: FeatureStore, heldOut: ReadonlySet<string>): LinearModel {
  const isHeld = store.sources.map((source) => heldOut.has(source) || NOT_LEARNED.has(source));
  let low = 0;
  let high = 0;
  isHeld.forEach((held, index) => {
    if (!held) return;
    if (index < 32) low |= 1 << index;
    else high |= 1 << (index - 32);
  });
  const isLearned = new Uint8Array(store.hashes.length);
  for (let id = 0; id < isLearned.length; id++) {
    const count = bits((store.low[id] ?? 0) & ~low) + bits((store.high[id] ?? 0) & ~high);
    isLearned[id] = count >= SOURCES_MIN ? 1 : 0;
  }
  const rows = [...store.texts.keys()].filter((row) => isHeld[store.texts[row]?.source ?? 0] === false);
  const counts = store.sources.map(
    (_, source) => rows.filter((row) => store.texts[row]?.source === source).length,
  );
  const sourceWeights = counts.map((count) => Math.min(1, Math.sqrt(SOURCE_ROWS / Math.max(1, count))));
  return trainLinear(store, rows, { ...OPTIONS, sourceWeights, isLearned });
}

/** For each row of a fold its score by a model that saw nothing of the row's source. */
export function scoreOutOfSource(
  store: FeatureStore,
  onFold: (fold: number) => void,
): (number | undefined)[] {
  const scores: (number | undefined)[] = store.texts.map(() => undefined);
  FOLDS.forEach((sources, fold) => {
    const heldOut = new Set(sources);
    const model = trainWithout(store, heldOut);
    store.texts.forEach((text, row) => {
      if (heldOut.has(store.sources[text.source] ?? "")) scores[row] = combineStored(text, model);
    });
    onFold(fold);
  });
  return scores;
}
