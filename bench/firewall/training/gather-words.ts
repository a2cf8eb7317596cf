import { normaliseText } from "../../../server/firewall/normalise/normalise-text";
import type { LabelledText } from "./documents";
import { NOT_LEARNED } from "./folds";

const WORDS_MAX = 8_000;
const TEXTS_MIN = 4;
const SOURCES_MIN = 2;
/** Words in disguise are no words. */
const DISGUISED: ReadonlySet<string> = new Set(["own:encoded", "own:obfuscated", "own:benign-obfuscated"]);
/** Of two and three letters anything is in use somewhere: only the most frequent are words. */
const SHORT_RANKS: Readonly<Record<number, number>> = { 2: 500, 3: 3_000 };
/** Two of the most frequent words without the space between them are no third word; others may be (“pass” and “word”). */
const JOINED = { rankMax: 200, lengthMin: 4 } as const;
const WORD = /(?<![a-z'])[a-z]{2,20}(?![a-z'])/g;

/** The words that are in use, the most frequent first: in how many texts they stand, of at least two sources. */
export function gatherWords(texts: readonly LabelledText[]): string[] {
  const counts = new Map<string, { texts: number; sources: Set<string> }>();
  for (const { text, source } of texts) {
    if (NOT_LEARNED.has(source) || DISGUISED.has(source)) continue;
    for (const word of new Set(normaliseText(text).text.match(WORD))) {
      const known = counts.get(word) ?? { texts: 0, sources: new Set() };
      counts.set(word, known);
      known.texts++;
      known.sources.add(source);
    }
  }
  const ordered = [...counts]
    .filter(([, { texts: count, sources }]) => count >= TEXTS_MIN && sources.size >= SOURCES_MIN)
    .sort(([a, first], [b, second]) => second.texts - first.texts || (a < b ? -1 : 1))
    .map(([word]) => word);
  const words = ordered.filter((word, rank) => rank < (SHORT_RANKS[word.length] ?? Number.POSITIVE_INFINITY));
  const commonest = new Set(
    ordered.slice(0, JOINED.rankMax).filter((word) => word.length >= JOINED.lengthMin),
  );
  const isJoined = (word: string): boolean =>
    [...commonest].some((first) => word.startsWith(first) && commonest.has(word.slice(first.length)));
  return ["a", "i", ...words.filter((word) => !isJoined(word))].slice(0, WORDS_MAX);
}
