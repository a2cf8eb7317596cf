import {
  combineMeasures,
  DECODED_LEAD,
  type Measures,
  SCORE_MIN,
} from "../../../server/firewall/injection/combine-measures";
import {
  bestWindow,
  NARROW_STEP,
  NARROW_WORDS,
  WINDOW_STEP,
  WINDOW_WORDS,
} from "../../../server/firewall/injection/windows";
import type { StoredText } from "./feature-store";
import { type LinearModel, wordSums } from "./linear-model";

/** What `scoreViews` computes, from features already read and weights not yet rounded. */
export function combineStored(text: StoredText, { weights, bias }: LinearModel): number {
  const measures: Measures = { wide: SCORE_MIN, narrow: SCORE_MIN, isDecoded: false, ruleCount: 0 };
  text.views.forEach((view, index) => {
    if (view.words === 0) return;
    const sums = wordSums(view, weights);
    const wide = bestWindow(sums, view.words, WINDOW_WORDS, WINDOW_STEP).score + bias;
    const narrow = bestWindow(sums, view.words, NARROW_WORDS, NARROW_STEP).score + bias;
    if (index > 0 && wide > measures.wide + DECODED_LEAD) measures.isDecoded = true;
    measures.wide = Math.max(measures.wide, wide);
    measures.narrow = Math.max(measures.narrow, narrow);
  });
  for (const matched of text.rules) measures.ruleCount += matched;
  return combineMeasures(measures);
}
