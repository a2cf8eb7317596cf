import { foldCharacter, lookAlike } from "./fold-character";

/** A text in its plainest form, and where each of its UTF-16 units began in the original. */
export interface NormalText {
  text: string;
  /** Null when every unit stands where it stood. Has one entry more than the text: the original's length. */
  starts: Int32Array | null;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the class is all of ASCII.
const ASCII_ONLY = /^[\x00-\x7f]*$/;

/** Lower case, no accents, no invisible characters, no imitated letters in Latin words. */
export function normaliseText(text: string): NormalText {
  if (ASCII_ONLY.test(text)) return { text: text.toLowerCase(), starts: null };
  return new Folding(text).run();
}

class Folding {
  readonly #text: string;
  #units: Uint16Array;
  #starts: Int32Array;
  #length = 0;
  #wordStart = 0;
  #latin = 0;
  #imitated = 0;
  #others = 0;

  constructor(text: string) {
    this.#text = text;
    this.#units = new Uint16Array(text.length + 64);
    this.#starts = new Int32Array(text.length + 64);
  }

  run(): NormalText {
    for (let at = 0; at < this.#text.length; ) {
      const unit = this.#text.charCodeAt(at);
      if (unit < 0x80) {
        this.#push(unit >= 65 && unit <= 90 ? unit + 32 : unit, at);
        at += 1;
        continue;
      }
      const codePoint = this.#text.codePointAt(at) ?? unit;
      const width = codePoint > 0xffff ? 2 : 1;
      const fold = foldCharacter(this.#text.slice(at, at + width), codePoint);
      for (let index = 0; index < fold.length; index++) this.#push(fold.charCodeAt(index), at);
      at += width;
    }
    this.#endWord();
    this.#starts[this.#length] = this.#text.length;
    const bytes = Buffer.from(this.#units.buffer, 0, this.#length * 2);
    return { text: bytes.toString("utf16le"), starts: this.#starts.subarray(0, this.#length + 1) };
  }

  #push(unit: number, at: number): void {
    if (this.#length + 1 >= this.#units.length) this.#grow();
    if (isWordUnit(unit)) {
      if (unit >= 97 && unit <= 122) this.#latin++;
      else if (unit < lookAlike.length && lookAlike[unit] !== 0) this.#imitated++;
      else if (unit >= 0x80) this.#others++;
    } else this.#endWord();
    this.#units[this.#length] = unit;
    this.#starts[this.#length] = at;
    this.#length++;
    if (!isWordUnit(unit)) this.#wordStart = this.#length;
  }

  /** A word with letters of two scripts that look alike was meant to be read as Latin. */
  #endWord(): void {
    if (this.#latin > 0 && this.#imitated > 0 && this.#others === 0) {
      for (let index = this.#wordStart; index < this.#length; index++) {
        const latin = lookAlike[this.#units[index] ?? 0] ?? 0;
        if (latin !== 0) this.#units[index] = latin;
      }
    }
    this.#wordStart = this.#length;
    this.#latin = 0;
    this.#imitated = 0;
    this.#others = 0;
  }

  #grow(): void {
    const units = new Uint16Array(this.#units.length * 2);
    const starts = new Int32Array(this.#starts.length * 2);
    units.set(this.#units);
    starts.set(this.#starts);
    this.#units = units;
    this.#starts = starts;
  }
}

/** ASCII letters and digits, and whatever lies beyond ASCII. */
const isWordUnit = (unit: number): boolean =>
  (unit >= 97 && unit <= 122) || (unit >= 48 && unit <= 57) || unit >= 0x80;
