import { decodeRuns } from "./decode-runs";
import { type NormalText, normaliseText } from "./normalise-text";
import { rewrittenViews } from "./rewritten-views";
import { splitJoined } from "./split-joined";

/** One way to read a text. The first is the text itself. */
export interface View extends NormalText {
  /** Where in the original the encoded text stands; null for the text as it is. */
  origin: { start: number; end: number } | null;
}

const DEPTH_MAX = 2;

/** The text as it is and everything it says in another form: decoded, unescaped, turned round, put together. */
export function readViews(text: string): View[] {
  const plain = normaliseText(text);
  const views: View[] = [{ ...plain, origin: null }];
  const whole = { start: 0, end: text.length };
  for (const rewritten of rewrittenViews(text, plain.text)) addWhole(views, rewritten, whole);
  const joined = splitJoined(plain.text);
  if (joined !== null) addWhole(views, joined, whole);
  addDecoded(views, text, whole, 1);
  return views;
}

function addWhole(views: View[], text: string, origin: { start: number; end: number }): void {
  const { text: normal, starts } = normaliseText(text);
  const split = splitJoined(normal);
  views.push(split === null ? { text: normal, starts, origin } : { text: split, starts: null, origin });
}

function addDecoded(
  views: View[],
  text: string,
  origin: { start: number; end: number },
  depth: number,
): void {
  for (const run of decodeRuns(text)) {
    const place = depth === 1 ? { start: run.start, end: run.end } : origin;
    addWhole(views, run.text, place);
    if (depth < DEPTH_MAX) addDecoded(views, run.text, place, depth + 1);
  }
}
