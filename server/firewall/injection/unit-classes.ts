export const OTHER = 0;
export const LETTER = 1;
export const DIGIT = 2;
/** Written without blanks between words: each character is a word of its own. */
export const IDEOGRAPH = 3;
export const BLANK = 4;
export const LINE_END = 5;
export const APOSTROPHE = 6;

const IDEOGRAPHIC =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u;
const LETTERS = /^[\p{L}\p{M}]$/u;
const UNKNOWN = 255;
const classes = new Uint8Array(0x10000).fill(UNKNOWN);

function classify(unit: number): number {
  const char = String.fromCharCode(unit);
  if (char === "\n") return LINE_END;
  if (char === "'") return APOSTROPHE;
  if (char.trim() === "") return BLANK;
  if (unit >= 48 && unit <= 57) return DIGIT;
  if (IDEOGRAPHIC.test(char)) return IDEOGRAPH;
  return LETTERS.test(char) ? LETTER : OTHER;
}

/** What a UTF-16 unit of a normalised text is part of. */
export function unitClass(unit: number): number {
  const known = classes[unit] ?? OTHER;
  if (known !== UNKNOWN) return known;
  const found = classify(unit);
  classes[unit] = found;
  return found;
}
