import { knownWords, letterTooMany } from "./known-words";

const LENGTH_MIN = 4;
/** Of short words nearly every misspelling is another word. */
const MISSPELT_MIN = 5;
const LENGTH_MAX = 20;

/** Numbers by the hash of what they stand for, in room of a fixed size: the first of two equal ones stays. */
class WordTable {
  readonly #mask: number;
  readonly #keys: Int32Array;
  readonly #words: Uint16Array;

  constructor(bits: number) {
    this.#mask = (1 << bits) - 1;
    this.#keys = new Int32Array(1 << bits);
    this.#words = new Uint16Array(1 << bits);
  }

  #placeOf(key: number): number {
    let at = (key ^ (key >>> 15)) & this.#mask;
    while (this.#words[at] !== 0 && this.#keys[at] !== key) at = (at + 1) & this.#mask;
    return at;
  }

  learn(key: number, rank: number): void {
    const at = this.#placeOf(key);
    if (this.#words[at] !== 0) return;
    this.#keys[at] = key;
    this.#words[at] = rank + 1;
  }

  find(key: number): string | null {
    const word = this.#words[this.#placeOf(key)] ?? 0;
    return word === 0 ? null : (knownWords[word - 1] ?? null);
  }
}

/** Words by their first and last letter and those between in any order; and by what is left without one letter. */
const byLetters = new WordTable(14);
const byRest = new WordTable(17);
knownWords.forEach((word, rank) => {
  if (word.length >= LENGTH_MIN) byLetters.learn(lettersKey(word), rank);
  if (word.length < MISSPELT_MIN || word.length > LENGTH_MAX) return;
  for (let left = 0; left < word.length; left++) byRest.learn(restKey(word, left), rank);
});

/** Adding what each letter hashes to forgets their order. */
function lettersKey(word: string): number {
  let sum = 0;
  const last = word.length - 1;
  for (let at = 1; at < last; at++) sum = (sum + (Math.imul(word.charCodeAt(at), 0x9e3779b1) >>> 7)) | 0;
  const ends = word.charCodeAt(0) * 32 + word.charCodeAt(last) - 97;
  return (Math.imul(sum ^ Math.imul(ends, 0x85ebca6b), 0xc2b2ae35) ^ last) | 0;
}

/** Of the letters but the one at `left`; with -1 of all. */
function restKey(word: string, left: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = 0; at < word.length; at++)
    if (at !== left) hash = Math.imul(hash ^ word.charCodeAt(at), 0x01000193);
  return hash ^ (hash >>> 13);
}

/** The known word that an unknown one is with its inner letters in another order; null when it is none. */
export function unscrambled(word: string): string | null {
  return word.length < LENGTH_MIN || word.length > LENGTH_MAX ? null : byLetters.find(lettersKey(word));
}

/** The known word that an unknown one is but for one letter too few, too many or wrong; null when it is none. */
export function corrected(word: string): string | null {
  if (word.length < MISSPELT_MIN || word.length > LENGTH_MAX) return null;
  const longer = byRest.find(restKey(word, -1));
  if (longer !== null) return longer;
  const tooMany = letterTooMany(word);
  if (tooMany !== -1) return word.slice(0, tooMany) + word.slice(tooMany + 1);
  for (let left = 1; left < word.length; left++) {
    const other = byRest.find(restKey(word, left));
    if (other !== null && differsInOne(word, other)) return other;
  }
  return null;
}

function differsInOne(word: string, other: string): boolean {
  if (word.length !== other.length) return false;
  let count = 0;
  for (let at = 0; at < word.length; at++) if (word.charCodeAt(at) !== other.charCodeAt(at)) count++;
  return count === 1;
}
