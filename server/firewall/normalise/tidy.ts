import { closeGaps } from "./close-gaps";
import { LOOK_ALIKES, lookAlike } from "./fold-character";
import { respell, respelledPlaces } from "./respell";
import { type WordShapes, wordShapes } from "./word-shapes";

const BETWEEN = /(?<=[a-z0-9])[+._*|~/\\=,;:&-](?=[a-z0-9])/g;

/**
 * A text as people read it, where it is not written so: letters put together, marks between words taken for blanks, and
 * words as they are meant. Null where there is nothing to tidy; of a text in which only words are, what stands around
 * them.
 */
export function tidy(plain: string, shapes: WordShapes): string | null {
  let text = shapes.isSpaced ? closed(plain) : plain;
  if (shapes.isBound) text = text.replace(BETWEEN, " ");
  return text === plain ? respelledPlaces(plain, shapes) : (respell(text, wordShapes(text)) ?? text);
}

/** A letter that stands apart is in no word that would tell its script: in a text of look-alikes it is what it looks like. */
function closed(plain: string): string {
  let count = 0;
  const latin = plain.replace(LOOK_ALIKES, (letter) => {
    count++;
    return String.fromCharCode(lookAlike[letter.charCodeAt(0)] ?? letter.charCodeAt(0));
  });
  const isImitated = count > IMITATED_PER_OTHER * (latin.match(OTHER_SCRIPTS)?.length ?? 0);
  return closeGaps(isImitated ? latin : plain) ?? plain;
}

/** Greek, Cyrillic and Armenian: who writes in them uses letters that look like no others. */
const OTHER_SCRIPTS = /[\u0370-\u058f]/g;
const IMITATED_PER_OTHER = 4;
