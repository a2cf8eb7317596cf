import { scoreOutOfSource, trainWithout } from "./cross-validate";
import type { LabelledText } from "./documents";
import { exportModel, type Thresholds } from "./export-model";
import { buildStore } from "./feature-store";
import { FOLDS, NOT_LEARNED } from "./folds";
import { hashTexts } from "./gather-texts";
import { isOrdinary, type Scored, thresholdAt } from "./thresholds";

export interface Trained {
  model: string;
  trainedOn: string;
  thresholds: Thresholds;
  /** Every row of the corpora, scored by a model that saw nothing of its source. */
  outOfSource: Scored[];
}

/** From texts to the model's file. Says what it does, as it takes minutes. */
export function train(texts: readonly LabelledText[], say: (line: string) => void): Trained {
  say(`${texts.length} texts`);
  const store = buildStore(texts);
  say(`${store.hashes.length} features; leaving out sources in turn`);
  const scores = scoreOutOfSource(store, (fold) => say(`fold ${fold + 1} of ${FOLDS.length}`));
  const outOfSource = texts.flatMap((text, row): Scored[] => {
    const score = scores[row];
    return score === undefined ? [] : [{ text, score }];
  });
  const thresholds = chooseThresholds(outOfSource);
  say("training on all sources");
  const trainedOn = hashTexts(texts.filter(({ source }) => !NOT_LEARNED.has(source)));
  const model = exportModel(store, trainWithout(store, new Set()), thresholds, trainedOn);
  return { model, trainedOn, thresholds, outOfSource };
}

function chooseThresholds(scored: readonly Scored[]): Thresholds {
  const ordinary = scored.filter(({ text }) => isOrdinary(text)).map(({ score }) => score);
  return {
    low: thresholdAt(ordinary, 0.002),
    medium: thresholdAt(ordinary, 0.005),
    high: thresholdAt(ordinary, 0.02),
  };
}
