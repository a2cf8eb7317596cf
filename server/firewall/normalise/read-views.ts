import { type DecodedRun, decodeRuns, withoutRuns } from "./decode-runs";
import { type NormalText, normaliseText } from "./normalise-text";
import { readAlphabets } from "./other-alphabets";
import { rewrittenViews, withoutEscapes } from "./rewritten-views";
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
  /** Of the text as it is, what is left without the runs that other readings decode; null where there are none. */
  outside?: NormalText | null;
}

const DEPTH_MAX = 2;

/** The text as it is and everything it says in another form: decoded, unescaped, turned round, put together. */
export function readViews(text: string): View[] {
  const plain = normaliseText(text);
  const runs = decodeRuns(text);
  const left = withoutEscapes(withoutRuns(text, runs));
  const outside = left === text ? null : normaliseText(left);
  const views: View[] = [{ ...plain, origin: null, outside }];
  const whole = { start: 0, end: text.length };
  for (const rewritten of rewrittenViews(text, plain.text)) {
    addView(views, rewritten, whole);
    addDecoded(views, decodeRuns(rewritten), whole, DEPTH_MAX);
  }
  addOutside(views, outside ?? plain, whole);
  addDecoded(views, runs, whole, 1);
  return views;
}

/** What stands outside of decoded runs, put together and in other alphabets. */
function addOutside(views: View[], { text, starts }: NormalText, whole: Place): void {
  const shapes = wordShapes(text);
  const toOriginal = (at: number): number => starts?.[at] ?? at;
  for (const { text: read, start, end } of readAlphabets(text, shapes.unknown))
    addView(views, read, { start: toOriginal(start), end: toOriginal(end) });
  const tidied = addTidied(views, text, shapes, whole);
  if (tidied === null) return;
  for (const { text: read } of readAlphabets(tidied, wordShapes(tidied).unknown)) addView(views, read, whole);
}

function addView(views: View[], text: string, origin: Place): WordShapes {
  const normal = normaliseText(text);
  const shapes = wordShapes(normal.text);
  views.push({ ...normal, origin });
  addTidied(views, normal.text, shapes, origin);
  return shapes;
}

/** What was decoded may be in another alphabet still. */
function addDecodedView(views: View[], text: string, origin: Place): void {
  const at = views.length;
  const { unknown } = addView(views, text, origin);
  const plain = views[at]?.text ?? "";
  for (const { text: read } of readAlphabets(plain, unknown)) addView(views, read, origin);
}

function addTidied(views: View[], plain: string, shapes: WordShapes, origin: Place): string | null {
  const tidied = tidy(plain, shapes);
  if (tidied !== null) views.push({ text: tidied, starts: null, origin });
  return tidied;
}

function addDecoded(views: View[], runs: readonly DecodedRun[], origin: Place, depth: number): void {
  for (const run of runs) {
    const place = depth === 1 ? { start: run.start, end: run.end } : origin;
    addDecodedView(views, run.text, place);
    if (depth < DEPTH_MAX) addDecoded(views, decodeRuns(run.text), place, depth + 1);
  }
}
