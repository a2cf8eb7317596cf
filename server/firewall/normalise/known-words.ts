import data from "./words-data.json";

const LETTERS = 26;
const FIRST = 97;
/** What a letter of an unknown word costs, and what such a word costs besides. */
const UNKNOWN_LETTER = 2.3;
const UNKNOWN_WORD = 10;
/** Letters that are no words cost more than this each; what is written in words seldom costs two thirds of it. */
const COST_MAX = 2;
const PAIR_LENGTH_MIN = 3;

const list: readonly string[] = data.words.split(" ");
/** A word costs what it takes to name it among words of falling frequency, after Zipf's law. */
const costs = new Float32Array(list.map((_, rank) => Math.log((rank + 1) * Math.log(list.length + 1))));

/** Where each letter leads in the tree of all words, 0 for nowhere; and which word ends there, counted from 1. */
const next = new Uint16Array(nodesOf(list) * LETTERS);
const wordAt = new Uint16Array(next.length / LETTERS);
let used = 1;
list.forEach((word, rank) => {
  let node = 0;
  for (let at = 0; at < word.length; at++) {
    const place = node * LETTERS + word.charCodeAt(at) - FIRST;
    if (next[place] === 0) next[place] = used++;
    node = next[place] ?? 0;
  }
  wordAt[node] = rank + 1;
});

/** Beginnings of words, each once; the empty one stands for the root. */
function nodesOf(words: readonly string[]): number {
  const beginnings = new Set<string>();
  for (const word of words)
    for (let length = 0; length <= word.length; length++) beginnings.add(word.slice(0, length));
  if (beginnings.size > 0xffff) throw new RangeError("too many words");
  return beginnings.size;
}

export const knownWords = list;

/** Where the letter stands without which a word would be in use; -1 where that is none, or the first. */
export function letterTooMany(word: string): number {
  let before = 0;
  for (let left = 1; left < word.length; left++) {
    before = next[before * LETTERS + word.charCodeAt(left - 1) - FIRST] ?? 0;
    if (before === 0) return -1;
    let node = before;
    for (let at = left + 1; at < word.length && node !== 0; at++)
      node = next[node * LETTERS + word.charCodeAt(at) - FIRST] ?? 0;
    if (node !== 0 && wordAt[node] !== 0) return left;
  }
  return -1;
}

/** Whether a word is in use when each letter stands for another, or when it is read backwards. */
export function isKnownAs(
  { text, start, end }: { text: string; start: number; end: number },
  letters: Uint8Array,
  isBackwards: boolean,
): boolean {
  let node = 0;
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(isBackwards ? start + end - 1 - at : at);
    node = next[node * LETTERS + (letters[unit - FIRST] ?? 0)] ?? 0;
    if (node === 0) return false;
  }
  return wordAt[node] !== 0;
}

interface Room {
  best: Float32Array;
  unknown: Float32Array;
  from: Int32Array;
  unknownFrom: Int32Array;
}
const SEGMENT_MAX = 256;
const TORN_MAX = 32;
const room: Room = {
  best: new Float32Array(SEGMENT_MAX + 1),
  unknown: new Float32Array(SEGMENT_MAX + 1),
  from: new Int32Array(SEGMENT_MAX + 1),
  unknownFrom: new Int32Array(SEGMENT_MAX + 1),
};

/** The words that letters without blanks most likely consist of; null where they are no words. What is unknown stays together. */
export function segment(run: string): string[] | null {
  const parts: string[] = [];
  let cost = 0;
  for (let start = 0; start < run.length; ) {
    const piece = segmentPiece(run.slice(start, start + SEGMENT_MAX));
    const isLast = start + SEGMENT_MAX >= run.length;
    let length = 0;
    // The end of a piece may be in the middle of a word, which spoils those before it.
    for (const part of piece.parts) {
      if (!isLast && length > SEGMENT_MAX - TORN_MAX) break;
      parts.push(part);
      length += part.length;
    }
    cost += piece.cost * (length / piece.length);
    start += length;
  }
  return cost <= COST_MAX * run.length && isSeveral(parts) ? parts : null;
}

/** Two words that are short are another one. */
const isSeveral = (parts: readonly string[]): boolean =>
  parts.length > 2 || (parts.length === 2 && parts.every((part) => part.length >= PAIR_LENGTH_MIN));

/** One pass from left to right. */
function segmentPiece(run: string): { parts: string[]; cost: number; length: number } {
  const { length } = run;
  const { best, unknown, from } = room;
  best.fill(Number.POSITIVE_INFINITY, 0, length + 1);
  unknown.fill(Number.POSITIVE_INFINITY, 0, length + 1);
  best[0] = 0;
  for (let start = 0; start < length; start++) {
    const cost = best[start] ?? 0;
    extendUnknown(room, start, cost);
    let node = 0;
    for (let at = start; at < length; at++) {
      node = next[node * LETTERS + run.charCodeAt(at) - FIRST] ?? 0;
      if (node === 0) break;
      const word = wordAt[node] ?? 0;
      if (word === 0) continue;
      const total = cost + (costs[word - 1] ?? 0);
      if (total < (best[at + 1] ?? 0)) {
        best[at + 1] = total;
        from[at + 1] = start;
      }
    }
  }
  const parts: string[] = [];
  for (let end = length; end > 0; end = from[end] ?? 0) parts.push(run.slice(from[end] ?? 0, end));
  return { parts: parts.reverse(), cost: best[length] ?? 0, length };
}

/** One more letter of no known word: of the unknown one that reaches here, or the first of another. */
function extendUnknown({ best, unknown, from, unknownFrom }: Room, start: number, cost: number): void {
  const goesOn = (unknown[start] ?? 0) <= cost + UNKNOWN_WORD;
  const total = (goesOn ? (unknown[start] ?? 0) : cost + UNKNOWN_WORD) + UNKNOWN_LETTER;
  unknown[start + 1] = total;
  unknownFrom[start + 1] = goesOn ? (unknownFrom[start] ?? 0) : start;
  if (total < (best[start + 1] ?? 0)) {
    best[start + 1] = total;
    from[start + 1] = unknownFrom[start + 1] ?? 0;
  }
}
