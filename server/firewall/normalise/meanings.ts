/** What a word that is written otherwise is meant to be. */
export interface Meaning {
  text: string;
  /** Several words without blanks between them. */
  isJoined: boolean;
}

const KNOWN_MAX = 4_096;
const LENGTH_MAX = 64;

/** What the words of one text mean, each found out once: whoever wants to slow a scan down repeats what is slow. */
export class Meanings {
  readonly #find: (word: string) => Meaning | null;
  #known: Map<string, Meaning | null> | null = null;

  constructor(find: (word: string) => Meaning | null) {
    this.#find = find;
  }

  of(word: string): Meaning | null {
    if (word.length > LENGTH_MAX) return this.#find(word);
    if (this.#known === null || this.#known.size >= KNOWN_MAX) this.#known = new Map();
    const known = this.#known.get(word);
    if (known !== undefined) return known;
    const meaning = this.#find(word);
    this.#known.set(word, meaning);
    return meaning;
  }
}
