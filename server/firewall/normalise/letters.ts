const FIRST = 97;
const LETTERS = 26;

/** The text with each letter of a to z replaced by the one that `letters` gives for it, both counted from 0. */
export function substituteLetters(text: string, letters: Uint8Array): string {
  const units = unitsOf(text);
  for (let at = 0; at < units.length; at++) {
    const letter = (units[at] ?? 0) - FIRST;
    if (letter >= 0 && letter < LETTERS) units[at] = FIRST + (letters[letter] ?? 0);
  }
  return textOf(units);
}

/** The characters of a text from the last to the first; those of two units keep the order of these. */
export function reversed(text: string): string {
  const units = unitsOf(text).reverse();
  for (let at = 0; at + 1 < units.length; at++) {
    if (!isLowSurrogate(units[at] ?? 0) || !isHighSurrogate(units[at + 1] ?? 0)) continue;
    const low = units[at] ?? 0;
    units[at] = units[at + 1] ?? 0;
    units[++at] = low;
  }
  return textOf(units);
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length);
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at);
  return units;
}

const textOf = (units: Uint16Array): string =>
  Buffer.from(units.buffer, units.byteOffset, units.byteLength).toString("utf16le");
