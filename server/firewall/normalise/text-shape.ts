/** Kinds of characters, as bits. */
const BASE64 = 1;
const HEX_RUN = 2;
const BINARY_RUN = 4;
const DECIMAL_RUN = 8;
const MORSE_RUN = 16;
const LETTER = 32;
const WORD = 64;
const SIGN = 128;
const GAP = 256;

const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const DIGITS = "0123456789";
const kinds = new Uint16Array(128);
const learn = (kind: number, characters: string): void => {
  for (const character of characters) {
    const code = character.charCodeAt(0);
    kinds[code] = (kinds[code] ?? 0) | kind;
  }
};
learn(BASE64, `${LETTERS}${LETTERS.toUpperCase()}${DIGITS}+/_-`);
learn(HEX_RUN, `${DIGITS}abcdefABCDEFx\\ ,:`);
learn(BINARY_RUN, "01 ,");
learn(DECIMAL_RUN, `${DIGITS} ,`);
learn(MORSE_RUN, ".-·/| ");
learn(LETTER, LETTERS);
learn(WORD, `${LETTERS}${DIGITS}`);
learn(SIGN, "013457@$!|+");
learn(GAP, ".,_*|~- ");

const MIDDLE_DOT = 0xb7;
const kindsOf = (code: number): number =>
  code < 128 ? (kinds[code] ?? 0) : code === MIDDLE_DOT ? MORSE_RUN : 0;

/** Whether so many characters of a kind stand in a row. Looks from the far end, as one of another kind skips them all. */
function hasRun(text: string, kind: number, length: number): boolean {
  for (let start = 0; start + length <= text.length; ) {
    let at = start + length - 1;
    while (at >= start && (kindsOf(text.charCodeAt(at)) & kind) !== 0) at--;
    if (at < start) return true;
    start = at + 1;
  }
  return false;
}

/** The fewest characters that the patterns of `decode-runs.ts` match. A text without such a run need not meet them. */
export const hasBase64Run = (text: string): boolean => hasRun(text, BASE64, 16);
export const hasHexRun = (text: string): boolean => hasRun(text, HEX_RUN, 20);
export const hasBinaryRun = (text: string): boolean => hasRun(text, BINARY_RUN, 40);
export const hasDecimalRun = (text: string): boolean => hasRun(text, DECIMAL_RUN, 23);
export const hasMorseRun = (text: string): boolean => hasRun(text, MORSE_RUN, 14);
/** A word that may be several, in lower case. */
export const hasLongWord = (text: string): boolean => hasRun(text, LETTER, 15);

export interface WordShapes {
  /** Words in which a digit or sign may stand for a letter. */
  mixed: number;
  /** Whether single letters stand apart so often that they may be a word. */
  isSpaced: boolean;
}

const SINGLES_MIN = 5;
const APOSTROPHE = 0x27;

/** What the patterns of `rewritten-views.ts` need to match at all, in one pass over a text in lower case. */
export function wordShapes(text: string): WordShapes {
  let mixed = 0;
  let singles = 0;
  let isSpaced = false;
  /** Of the letters, digits and signs in a row: how many, and whether a letter and a sign are among them. */
  let length = 0;
  let hasLetter = false;
  let hasSign = false;
  /** Letters and digits in a row. */
  let word = 0;
  let isAfterToken = false;
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? 0 : text.charCodeAt(at);
    const kind = code < 128 ? (kinds[code] ?? 0) : 0;
    if ((kind & (WORD | SIGN)) !== 0) {
      length++;
      hasLetter ||= (kind & LETTER) !== 0;
      hasSign ||= (kind & SIGN) !== 0;
    } else {
      if (length > 2 && hasLetter && hasSign) mixed++;
      length = 0;
      hasLetter = false;
      hasSign = false;
    }
    const isToken = (kind & WORD) !== 0 || code === APOSTROPHE;
    if (isToken) word = code === APOSTROPHE ? 0 : word + 1;
    else {
      if ((kind & GAP) === 0 || word > 1) singles = 0;
      else if (isAfterToken) isSpaced ||= ++singles >= SINGLES_MIN;
      word = 0;
    }
    isAfterToken = isToken;
  }
  return { mixed, isSpaced };
}
