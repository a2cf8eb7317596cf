const ASCII = 128;

/**
 * Which of many words stand in a text, in one pass whatever their number. Source: Aho and Corasick, “Efficient string
 * matching: an aid to bibliographic search”, 1975.
 */
export class WordFinder {
  readonly #words: { word: string; group: number }[] = [];
  /** The state that a state and a kind of character lead to; null while words are being added. */
  #next: Uint16Array | null = null;
  /** Characters that no word has are of kind 0. */
  readonly #kinds = new Uint8Array(ASCII);
  #width = 0;
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
    const kinds = this.#kinds;
    const width = this.#width;
    let state = 0;
    let found = 0;
    for (let at = 0; at < text.length; at++) {
      const code = text.charCodeAt(at);
      state = code < ASCII ? (next[state * width + (kinds[code] ?? 0)] ?? 0) : 0;
      found |= groups[state] ?? 0;
    }
    return found;
  }

  #build(): Uint16Array {
    const states = 1 + this.#words.reduce((sum, { word }) => sum + word.length, 0);
    if (states > 0xffff) throw new RangeError("too many words");
    this.#nameKinds();
    const width = this.#width;
    const next = new Uint16Array(states * width);
    this.#groups = new Int32Array(states);
    let used = 1;
    for (const { word, group } of this.#words) {
      let state = 0;
      for (let at = 0; at < word.length; at++) {
        const place = state * width + (this.#kinds[word.charCodeAt(at)] ?? 0);
        if (next[place] === 0) next[place] = used++;
        state = next[place] ?? 0;
      }
      this.#groups[state] = (this.#groups[state] ?? 0) | group;
    }
    this.#joinEndings(next, used);
    this.#groups = this.#groups.slice(0, used);
    this.#next = next.slice(0, used * width);
    return this.#next;
  }

  #nameKinds(): void {
    this.#kinds.fill(0);
    const characters = new Set(this.#words.flatMap(({ word }) => [...word]));
    [...characters].forEach((character, index) => {
      this.#kinds[character.charCodeAt(0)] = index + 1;
    });
    this.#width = characters.size + 1;
  }

  /** Where a word breaks off, the longest ending of it that begins another word goes on. Shorter states come first. */
  #joinEndings(next: Uint16Array, used: number): void {
    const width = this.#width;
    const fallback = new Uint16Array(used);
    const queue: number[] = [];
    for (let kind = 1; kind < width; kind++) if (next[kind] !== 0) queue.push(next[kind] ?? 0);
    for (let head = 0; head < queue.length; head++) {
      const state = queue[head] ?? 0;
      const fall = fallback[state] ?? 0;
      this.#groups[state] = (this.#groups[state] ?? 0) | (this.#groups[fall] ?? 0);
      for (let kind = 1; kind < width; kind++) {
        const place = state * width + kind;
        const onFall = next[fall * width + kind] ?? 0;
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
