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
    const { text, starts } = view.outside ?? view;
    tokenise(text, tokens);
    matchRules(text, tokens, matched);
    if (tokens.count === 0) return;
    const { wide, narrow, window } = measureTokens(text);
    if (index > 0 && wide > measures.wide + DECODED_LEAD) measures.isDecoded = true;
    if (wide > measures.wide) place = view.origin ?? placeOf(starts, window);
    measures.wide = Math.max(measures.wide, wide);
    measures.narrow = Math.max(measures.narrow, narrow);
  });
  for (const each of matched) measures.ruleCount += each;
  const whole = combineMeasures(measures);
  const [plain] = views;
  const sentence = measures.ruleCount === 0 || plain === undefined ? null : bestSentence(plain);
  return {
    score: toScore(Math.max(whole, sentence?.combined ?? whole), model.middle),
    ...(sentence !== null && sentence.combined > whole ? sentence.place : place),
    rules: ruleIds.filter((_, rule) => matched[rule] === 1),
  };
}

interface Measured {
  wide: number;
  narrow: number;
  window: Window;
}

/** Of the text whose words are in `tokens`. */
function measureTokens(text: string): Measured {
  sumWords(text);
  const window = bestWindow(sums, tokens.count, WINDOW_WORDS, WINDOW_STEP);
  const narrow = bestWindow(sums, tokens.count, NARROW_WORDS, NARROW_STEP).score + model.bias;
  return { wide: window.score + model.bias, narrow, window };
}

/** Sentences, lines and members of a list of so many characters are judged by themselves as well. */
const SENTENCE = /[^.!?\n"<>]{12,300}/g;

interface Sentence {
  combined: number;
  place: { start: number; end: number };
}

/**
 * The sentence that looks most like an attack when it stands alone. A short one disappears in the windows of a long
 * document. Only those that match a rule count: among many sentences some score high by chance.
 */
function bestSentence(view: View): Sentence | null {
  const { text, starts } = view.outside ?? view;
  const matched = new Uint8Array(ruleIds.length);
  let best: Sentence | null = null;
  for (const match of text.matchAll(SENTENCE)) {
    matched.fill(0);
    tokenise(match[0], tokens);
    matchRules(match[0], tokens, matched);
    const ruleCount = matched.reduce((sum, each) => sum + each, 0);
    if (ruleCount === 0) continue;
    const measured = measureTokens(match[0]);
    const combined = combineMeasures({ ...measured, isDecoded: false, ruleCount });
    const [start, end] = [match.index, match.index + match[0].length];
    if (best === null || combined > best.combined)
      best = { combined, place: { start: starts?.[start] ?? start, end: starts?.[end] ?? end } };
  }
  return best;
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

function placeOf(starts: Int32Array | null, window: Window): { start: number; end: number } {
  const start = tokens.start[window.start] ?? 0;
  const end = tokens.end[window.end - 1] ?? start;
  return starts === null ? { start, end } : { start: starts[start] ?? 0, end: starts[end] ?? 0 };
}
