/** Kinds of characters, as bits. */
const BASE64 = 1;
const HEX_RUN = 2;
const BINARY_RUN = 4;
const DECIMAL_RUN = 8;
const MORSE_RUN = 16;

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
