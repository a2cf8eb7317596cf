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

/** Share of words that lie in a run which occurred before. */
function repeatedShare(words: readonly string[]): number {
  const seen = new Set<string>();
  const isRepeated = new Uint8Array(words.length);
  for (let start = 0; start + SHINGLE_WORDS <= words.length; start++) {
    const shingle = words.slice(start, start + SHINGLE_WORDS).join(" ");
    if (seen.has(shingle)) isRepeated.fill(1, start, start + SHINGLE_WORDS);
    seen.add(shingle);
  }
  return isRepeated.reduce((sum, one) => sum + one, 0) / words.length;
}
