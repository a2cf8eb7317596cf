import { closeGaps } from "./close-gaps";
import { respell, respelledPlaces } from "./respell";
import { type WordShapes, wordShapes } from "./word-shapes";

const BETWEEN = /(?<=[a-z0-9])[+._*|~/\\=,;:&-](?=[a-z0-9])/g;

/**
 * A text as people read it, where it is not written so: letters put together, marks between words taken for blanks, and
 * words as they are meant. Null where there is nothing to tidy; of a text in which only words are, what stands around
 * them.
 */
export function tidy(plain: string, shapes: WordShapes): string | null {
  let text = shapes.isSpaced ? (closeGaps(plain) ?? plain) : plain;
  if (shapes.isBound) text = text.replace(BETWEEN, " ");
  return text === plain ? respelledPlaces(plain, shapes) : (respell(text, wordShapes(text)) ?? text);
}
