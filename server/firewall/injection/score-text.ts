import type { View } from "../normalise/read-views";
import { combineMeasures, DECODED_LEAD, type Measures, SCORE_MIN, toScore } from "./combine-measures";
import { FeatureReader } from "./features";
import { matchRules, ruleIds } from "./match-rules";
import { model } from "./model";
import { Tokens, tokenise } from "./tokenise";
import { bestWindow, NARROW_STEP, NARROW_WORDS, WINDOW_STEP, WINDOW_WORDS, type Window } from "./windows";

export interface InjectionScore {
  /** 0 to 1. */
  score: number;
  /** The stretch that looks most like an attack, in UTF-16 units of the original. */
  start: number;
  end: number;
  /** Names of the rules that matched. */
  rules: string[];
}

const tokens = new Tokens();
const reader = new FeatureReader(tokens);
let sums = new Float64Array(2048);

/** Scans run one at a time, so all of them share the room they need. */
export function scoreViews(views: readonly View[]): InjectionScore {
  const matched = new Uint8Array(ruleIds.length);
  const measures: Measures = { wide: SCORE_MIN, narrow: SCORE_MIN, isDecoded: false, ruleCount: 0 };
  let place = { start: 0, end: 0 };
  views.forEach((view, index) => {
    tokenise(view.text, tokens);
    matchRules(view.text, tokens, matched);
    if (tokens.count === 0) return;
    sumWords(view.text);
    const best = bestWindow(sums, tokens.count, WINDOW_WORDS, WINDOW_STEP);
    const wide = best.score + model.bias;
    const narrow = bestWindow(sums, tokens.count, NARROW_WORDS, NARROW_STEP).score + model.bias;
    if (index > 0 && wide > measures.wide + DECODED_LEAD) measures.isDecoded = true;
    if (wide > measures.wide) place = placeOf(view, best);
    measures.wide = Math.max(measures.wide, wide);
    measures.narrow = Math.max(measures.narrow, narrow);
  });
  for (const each of matched) measures.ruleCount += each;
  return {
    score: toScore(combineMeasures(measures), model.middle),
    ...place,
    rules: ruleIds.filter((_, rule) => matched[rule] === 1),
  };
}

function sumWords(text: string): void {
  if (sums.length <= tokens.count) sums = new Float64Array(tokens.count * 2);
  reader.begin(text);
  let sum = 0;
  for (let word = 0; word < tokens.count; word++) {
    sums[word] = sum;
    reader.read(word);
    for (let at = 0; at < reader.count; at++) sum += model.features.weight(reader.out[at] ?? 0);
  }
  sums[tokens.count] = sum;
}

function placeOf(view: View, window: Window): { start: number; end: number } {
  if (view.origin !== null) return view.origin;
  const start = tokens.start[window.start] ?? 0;
  const end = tokens.end[window.end - 1] ?? start;
  if (view.starts === null) return { start, end };
  return { start: view.starts[start] ?? 0, end: view.starts[end] ?? 0 };
}
