import { HASH_START, hashUnit, hashWord } from "../injection/hash";
import { knownWords } from "./known-words";

/** Words of a text in order, in columns: a hostile text has hundreds of thousands. */
export interface WordPlaces {
  starts: readonly number[];
  ends: readonly number[];
}

/** Words of a to z that are not in use, and the how manieth words of their text they are. */
export interface UnknownWords extends WordPlaces {
  indices: readonly number[];
}

/** What tells which ways of rewriting a text need be tried. */
export interface WordShapes {
  /** Words in which a digit or sign may stand for a letter. */
  mixed: WordPlaces;
  /** Whether single letters stand apart so often that they may be a word. */
  isSpaced: boolean;
  /** Whether words are parted by single marks where blanks would be. */
  isBound: boolean;
  /** Words of two letters and more that are not in use, and how many words there are. */
  unknown: UnknownWords;
  count: number;
}

/** Kinds of characters, as bits. */
const LETTER = 1;
const WORD = 2;
const SIGN = 4;
const kinds = new Uint8Array(128);
for (let code = 0; code < kinds.length; code++) {
  const character = String.fromCharCode(code);
  if (/[a-z]/.test(character)) kinds[code] = LETTER | WORD;
  if (/[0-9]/.test(character)) kinds[code] = WORD;
  if (/[013457@$!|+]/.test(character)) kinds[code] = (kinds[code] ?? 0) | SIGN;
}

/** Hashes of all known words: small, as every word of every text is looked up. */
const BITS = 15;
const MASK = (1 << BITS) - 1;
const hashes = new Int32Array(1 << BITS);
function placeOf(hash: number): number {
  let at = (hash ^ (hash >>> 15)) & MASK;
  while (hashes[at] !== 0 && hashes[at] !== hash) at = (at + 1) & MASK;
  return at;
}
for (const word of knownWords) {
  const hash = hashWord(word);
  hashes[placeOf(hash)] = hash;
}

const MIXED_LENGTH_MIN = 3;
const MIXED_LENGTH_MAX = 60;
const SINGLES_MIN = 6;
const LINE_END = 0x0a;
const BLANK = 0x20;
const BOUND_MIN = 4;

/** One pass over a text in lower case. */
export function wordShapes(text: string): WordShapes {
  const shape = new Shape(text);
  /** Where letters, letters and digits, and those with signs began to stand in a row; -1 where none do. */
  let letters = -1;
  let word = -1;
  let token = -1;
  let hash = HASH_START;
  let seen = 0;
  for (let at = 0; at <= text.length; at++) {
    const code = at === text.length ? 0 : text.charCodeAt(at);
    const kind = code < 128 ? (kinds[code] ?? 0) : 0;
    if ((kind & LETTER) !== 0) {
      if (letters === -1) letters = at;
      hash = hashUnit(hash, code);
    } else if (letters !== -1) {
      shape.endLetters(letters, at, hash);
      letters = -1;
      hash = HASH_START;
    }
    if ((kind & WORD) !== 0) {
      if (word === -1) word = at;
    } else if (word !== -1) {
      shape.endWord(word, at);
      word = -1;
    }
    if (kind !== 0) {
      if (token === -1) token = at;
      seen |= kind;
    } else {
      if (token !== -1) shape.endToken(token, at, seen);
      token = -1;
      seen = 0;
      if (code === LINE_END) shape.singles = 0;
    }
  }
  return shape;
}

class Shape implements WordShapes {
  readonly unknown = { starts: [] as number[], ends: [] as number[], indices: [] as number[] };
  count = 0;
  readonly mixed = { starts: [] as number[], ends: [] as number[] };
  isSpaced = false;
  /** Single letters and digits so far, without a longer word or a line's end between them. */
  singles = 0;
  /** Single blanks and single marks between words, and where the last word ended. */
  #blanks = 0;
  #marks = 0;
  #last = -1;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get isBound(): boolean {
    return this.#marks >= BOUND_MIN && this.#marks > this.#blanks;
  }

  endLetters(start: number, end: number, hash: number): void {
    if (end - start === 1) return;
    this.count++;
    if (hashes[placeOf(hash)] !== 0) return;
    this.unknown.starts.push(start);
    this.unknown.ends.push(end);
    this.unknown.indices.push(this.count);
  }

  endWord(start: number, end: number): void {
    if (start - this.#last === 1 && this.#last >= 0) {
      if (this.#text.charCodeAt(this.#last) === BLANK) this.#blanks++;
      else this.#marks++;
    }
    this.#last = end;
    if (end - start > 1) this.singles = 0;
    else if (++this.singles >= SINGLES_MIN) this.isSpaced = true;
  }

  endToken(start: number, end: number, seen: number): void {
    const isMixed = (seen & LETTER) !== 0 && (seen & SIGN) !== 0;
    if (!isMixed || end - start < MIXED_LENGTH_MIN || end - start > MIXED_LENGTH_MAX) return;
    this.mixed.starts.push(start);
    this.mixed.ends.push(end);
  }
}
