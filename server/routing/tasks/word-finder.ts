/** Characters that words are made of: ASCII. */
const ALPHABET = 128;

/**
 * Which of many words stand in a text, in one pass whatever their number. Source: Aho and Corasick, “Efficient string
 * matching: an aid to bibliographic search”, 1975.
 */
export class WordFinder {
  readonly #words: { word: string; group: number }[] = [];
  /** The state that a state and a character lead to. */
  #next: Uint16Array | null = null;
  /** The groups of the words that end in a state. */
  #groups = new Int32Array(0);

  /** `group` is a bit. Words are ASCII; in a text, what is beyond it ends every word. */
  add(word: string, group: number): void {
    if (Buffer.byteLength(word) !== word.length) throw new RangeError(`not ASCII: ${word}`);
    this.#words.push({ word, group });
    this.#next = null;
  }

  /** The bits of all groups that have a word in the text. */
  groupsIn(text: string): number {
    const next = this.#next ?? this.#build();
    const groups = this.#groups;
    let state = 0;
    let found = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      state = code < ALPHABET ? (next[state * ALPHABET + code] ?? 0) : 0;
      found |= groups[state] ?? 0;
    }
    return found;
  }

  #build(): Uint16Array {
    const states = 1 + this.#words.reduce((sum, { word }) => sum + word.length, 0);
    if (states > 0xffff) throw new RangeError("too many words");
    const next = new Uint16Array(states * ALPHABET);
    this.#groups = new Int32Array(states);
    let used = 1;
    for (const { word, group } of this.#words) {
      let state = 0;
      for (let at = 0; at < word.length; at++) {
        const place = state * ALPHABET + word.charCodeAt(at);
        if (next[place] === 0) next[place] = used++;
        state = next[place] ?? 0;
      }
      this.#groups[state] = (this.#groups[state] ?? 0) | group;
    }
    this.#joinEndings(next, used);
    this.#next = next.slice(0, used * ALPHABET);
    this.#groups = this.#groups.slice(0, used);
    return this.#next;
  }

  /** Where a word breaks off, the longest ending that begins another word goes on. Shorter states come first. */
  #joinEndings(next: Uint16Array, used: number): void {
    const fallback = new Int32Array(used);
    const queue: number[] = [];
    for (let code = 0; code < ALPHABET; code++) if (next[code] !== 0) queue.push(next[code] ?? 0);
    for (let head = 0; head < queue.length; head++) {
      const state = queue[head] ?? 0;
      const fall = fallback[state] ?? 0;
      this.#groups[state] = (this.#groups[state] ?? 0) | (this.#groups[fall] ?? 0);
      for (let code = 0; code < ALPHABET; code++) {
        const place = state * ALPHABET + code;
        const onFall = next[fall * ALPHABET + code] ?? 0;
        const child = next[place] ?? 0;
        if (child === 0) next[place] = onFall;
        else {
          fallback[child] = onFall;
          queue.push(child);
        }
      }
    }
  }
}
