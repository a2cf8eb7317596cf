import { HASH_START, hashFeature, hashUnit } from "./hash";
import type { Tokens } from "./tokenise";

/** No word has more features than this. */
export const FEATURES_MAX = 40;

const CONCEPT_REACH = 14;
const CHARS_MAX = 10;

/**
 * The features that end with one word: itself, the words before it, pieces of it, the marks before it, and the
 * concepts it forms with those before it. A window's score is then a difference of two running sums.
 */
export class FeatureReader {
  readonly out = new Int32Array(FEATURES_MAX);
  count = 0;
  #text = "";
  #tokens: Tokens;
  /** The last four words that have a concept, latest first. */
  readonly #recent = new Int32Array(4);

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  begin(text: string): void {
    this.#text = text;
    this.#recent.fill(-1);
  }

  /** Words must be visited in order. */
  read(index: number): void {
    this.count = 0;
    this.#readWords(index);
    this.#readPieces(index);
    this.#readConcepts(index);
  }

  #add(kind: number, a: number, b: number, c: number): void {
    this.out[this.count++] = hashFeature(kind, a, b, c);
  }

  #readWords(index: number): void {
    const { hash, mark } = this.#tokens;
    const word = hash[index] ?? 0;
    this.#add(1, word, 0, 0);
    const before = index >= 1 ? (hash[index - 1] ?? 0) : 1;
    const second = index >= 2 ? (hash[index - 2] ?? 0) : 1;
    this.#add(2, before, word, 0);
    if (index >= 2) {
      this.#add(3, second, before, word);
      this.#add(4, second, word, 0);
    }
    if (index >= 3) this.#add(5, hash[index - 3] ?? 0, word, 0);
    const marked = mark[index] ?? 0;
    if (marked !== 0) {
      this.#add(6, marked, 0, 0);
      this.#add(7, marked, word, 0);
    }
  }

  #readPieces(index: number): void {
    const start = this.#tokens.start[index] ?? 0;
    const end = Math.min(this.#tokens.end[index] ?? 0, start + CHARS_MAX + 4);
    if (end - start < 4) return;
    for (let at = start - 1; at + 4 <= end + 1; at++) {
      let hash = HASH_START;
      for (let offset = 0; offset < 4; offset++) {
        const place = at + offset;
        hash = hashUnit(hash, place < start || place >= end ? 32 : this.#text.charCodeAt(place));
      }
      this.#add(8, hash, 0, 0);
    }
  }

  #readConcepts(index: number): void {
    const { concept, hash } = this.#tokens;
    const own = concept[index] ?? 0;
    const previous = index >= 1 ? (concept[index - 1] ?? 0) : 0;
    if (previous !== 0) this.#add(14, previous, hash[index] ?? 0, 0);
    if (own === 0) return;
    const recent = this.#recent;
    this.#add(9, own, 0, 0);
    if (index >= 1) this.#add(13, hash[index - 1] ?? 0, own, 0);
    for (let back = 0; back < 4; back++) {
      const other = recent[back] ?? -1;
      if (other < 0 || index - other > CONCEPT_REACH) break;
      this.#add(10, concept[other] ?? 0, own, 0);
      if (index - other <= 3) this.#add(11, concept[other] ?? 0, own, 0);
    }
    const first = recent[0] ?? -1;
    const second = recent[1] ?? -1;
    if (second >= 0 && index - second <= CONCEPT_REACH)
      this.#add(12, concept[second] ?? 0, concept[first] ?? 0, own);
    recent.copyWithin(1, 0, 3);
    recent[0] = index;
  }
}
