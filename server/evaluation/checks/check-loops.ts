import { type Check, PASSED } from "./check-types";

/** A run of words that comes again and again; tables and lists repeat shorter ones. */
const SHINGLE_WORDS = 8;
const WORDS_MIN = 60;
const WORDS_MAX = 20_000;
/** Share of the text that may repeat before it counts, and at which nothing is left. */
const SHARE = { free: 0.15, worst: 0.6 };

export const checkLoops: Check = {
  name: "loops",
  version: 1,
  run({ answer, format }) {
    // Structured answers repeat their keys.
    if (format.kind !== "text") return null;
    const words = proseOf(answer).toLowerCase().split(/\s+/).filter(Boolean).slice(0, WORDS_MAX);
    if (words.length < WORDS_MIN) return null;
    const share = repeatedShare(words);
    if (share <= SHARE.free) return PASSED;
    const score = Math.max(0, 1 - (share - SHARE.free) / (SHARE.worst - SHARE.free));
    return { score, note: `${Math.round(share * 100)} % of the words repeat what was said before.` };
  },
};

/** Code and tables repeat by nature. */
function proseOf(answer: string): string {
  return answer.replace(/```[\s\S]*?(?:```|$)/g, " ").replace(/^\s*\|.*$/gm, " ");
}

/**
 * Share of words that lie in a run which occurred before. Runs are told apart by a hash that rolls from word to word; where two
 * runs have the same one, their words decide.
 */
function repeatedShare(words: readonly string[]): number {
  const ids = numbered(words);
  const firstAt = new Map<number, number>();
  const isRepeated = new Uint8Array(ids.length);
  let hash = 0;
  for (const [end, id] of ids.entries()) {
    const leaving = end < SHINGLE_WORDS ? 0 : Math.imul(ids[end - SHINGLE_WORDS] ?? 0, FACTOR_OF_LEAVING);
    hash = (Math.imul(hash, FACTOR) + id - leaving) | 0;
    const start = end - SHINGLE_WORDS + 1;
    if (start < 0) continue;
    const before = firstAt.get(hash);
    if (before === undefined) firstAt.set(hash, start);
    else if (isSameRun(ids, before, start)) isRepeated.fill(1, start, end + 1);
  }
  return isRepeated.reduce((sum, one) => sum + one, 0) / ids.length;
}

const FACTOR = 0x01000193;
const FACTOR_OF_LEAVING = Array.from({ length: SHINGLE_WORDS }).reduce<number>(
  (power) => Math.imul(power, FACTOR),
  1,
);

/** The same number for the same word, from 1. */
function numbered(words: readonly string[]): Int32Array {
  const numbers = new Map<string, number>();
  return Int32Array.from(words, (word) => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, numbers.size + 1);
    return numbers.size;
  });
}

function isSameRun(ids: Int32Array, one: number, other: number): boolean {
  for (let place = 0; place < SHINGLE_WORDS; place++)
    if (ids[one + place] !== ids[other + place]) return false;
  return true;
}
