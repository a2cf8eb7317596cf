import { decodeRuns } from "./decode-runs";
import { type NormalText, normaliseText } from "./normalise-text";
import { readAlphabets } from "./other-alphabets";
import { rewrittenViews } from "./rewritten-views";
import { tidy } from "./tidy";
import { type WordShapes, wordShapes } from "./word-shapes";

interface Place {
  start: number;
  end: number;
}

/** One way to read a text. The first is the text itself. */
export interface View extends NormalText {
  /** Where in the original the encoded text stands; null for the text as it is. */
  origin: Place | null;
}

const DEPTH_MAX = 2;

/** The text as it is and everything it says in another form: decoded, unescaped, turned round, put together. */
export function readViews(text: string): View[] {
  const plain = normaliseText(text);
  const views: View[] = [{ ...plain, origin: null }];
  const whole = { start: 0, end: text.length };
  for (const rewritten of rewrittenViews(text, plain.text)) addView(views, rewritten, whole);
  const shapes = wordShapes(plain.text);
  const toOriginal = (at: number): number => plain.starts?.[at] ?? at;
  for (const { text: read, start, end } of readAlphabets(plain.text, shapes.unknown))
    addView(views, read, { start: toOriginal(start), end: toOriginal(end) });
  const tidied = addTidied(views, plain.text, shapes, whole);
  if (tidied !== null)
    for (const { text: read } of readAlphabets(tidied, wordShapes(tidied).unknown))
      addView(views, read, whole);
  addDecoded(views, text, whole, 1);
  return views;
}

function addView(views: View[], text: string, origin: Place): void {
  const normal = normaliseText(text);
  views.push({ ...normal, origin });
  addTidied(views, normal.text, wordShapes(normal.text), origin);
}

function addTidied(views: View[], plain: string, shapes: WordShapes, origin: Place): string | null {
  const tidied = tidy(plain, shapes);
  if (tidied !== null) views.push({ text: tidied, starts: null, origin });
  return tidied;
}

function addDecoded(views: View[], text: string, origin: Place, depth: number): void {
  for (const run of decodeRuns(text)) {
    const place = depth === 1 ? { start: run.start, end: run.end } : origin;
    addView(views, run.text, place);
    if (depth < DEPTH_MAX) addDecoded(views, run.text, place, depth + 1);
  }
}
