import { segment } from "./known-words";
import { corrected, unscrambled } from "./near-words";
import { spelledWords } from "./spell-digits";
import type { UnknownWord, WordShapes } from "./word-shapes";

/** A word that is written otherwise than it is meant. */
interface Change {
  start: number;
  end: number;
  text: string;
  /** Several words without blanks between them. */
  isJoined: boolean;
}

const LENGTH_MIN = 4;
/** Some ordinary words are as long; what is written without blanks has longer ones. */
const JOINED_MIN = 12;
/** Where two words at once are written together, they are shorter. */
const PAIR_MIN = 6;
/** Changes farther apart have nothing to do with each other. */
const APART_MAX = 48;
/** What is read before and behind them. */
const REACH = 100;
/** Fewer misspelt words may be names, or words that are seldom used; a short text has no room for more. */
const MISSPELT_MIN = 3;
const MISSPELT_SHORT_MIN = 2;
const SHORT = 240;
/** Where more of the words are unknown the language is. */
const UNKNOWN_MAX = 0.6;
const FOREIGN_WORDS_MIN = 16;
/** Among how many words two unknown ones, and three, make a place where words are misspelt on purpose. */
const PAIR_REACH = 3;
const CROWD_REACH = 10;

/**
 * Words as they are meant: taken apart where they were written without blanks, with letters for the digits that look
 * like them, with scrambled letters in their places and misspelt ones corrected. Null when none is written otherwise.
 */
export function respell(plain: string, shapes: WordShapes): string | null {
  const changes = meantChanges(plain, shapes).flat();
  return changes.length === 0 ? null : apply(plain, changes, 0, plain.length);
}

/** The same for what stands around such words alone. */
export function respelledPlaces(plain: string, shapes: WordShapes): string | null {
  const places = meantChanges(plain, shapes);
  if (places.length === 0) return null;
  return places
    .map((changes) => {
      const start = Math.max(0, (changes[0]?.start ?? 0) - REACH);
      const end = Math.min(plain.length, (changes.at(-1)?.end ?? 0) + REACH);
      return apply(plain, changes, start, end);
    })
    .join("\n");
}

function meantChanges(plain: string, shapes: WordShapes): Change[][] {
  const countMin = plain.length <= SHORT ? MISSPELT_SHORT_MIN : MISSPELT_MIN;
  return clusters(findChanges(plain, shapes)).filter(
    (changes) => changes.length >= countMin || changes.some(({ isJoined }) => isJoined),
  );
}

function findChanges(plain: string, shapes: WordShapes): Change[] {
  const spelled = spelledWords(plain, shapes).map(({ text, ...place }) => ({
    ...place,
    ...(meant(text, { mayCorrect: false, mayPart: true }) ?? { text, isJoined: false }),
  }));
  const { count } = shapes;
  const unknown = shapes.unknown.filter(({ start, end }) => end - start >= LENGTH_MIN);
  const isForeign = count > FOREIGN_WORDS_MIN && unknown.length > count * UNKNOWN_MAX;
  let next = 0;
  const rewritten = unknown.flatMap(({ start, end }, at): Change[] => {
    while ((spelled[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    if ((spelled[next]?.start ?? Number.POSITIVE_INFINITY) < end) return [];
    const crowded = plain.length <= SHORT || isCrowded(unknown, at);
    if (!crowded && end - start < JOINED_MIN) return [];
    const mayPart = end - start >= PAIR_MIN;
    const change = meant(plain.slice(start, end), { mayCorrect: crowded && !isForeign, mayPart });
    return change === null ? [] : [{ start, end, ...change }];
  });
  if (spelled.length === 0) return rewritten;
  return [...spelled, ...rewritten].sort((a, b) => a.start - b.start);
}

/** What a word that is not in use is meant to be. */
function meant(
  word: string,
  { mayCorrect, mayPart }: { mayCorrect: boolean; mayPart: boolean },
): Pick<Change, "text" | "isJoined"> | null {
  const text = unscrambled(word) ?? (mayCorrect ? corrected(word) : null);
  if (text !== null) return { text, isJoined: false };
  const parts = mayPart ? segment(word) : null;
  return parts === null ? null : { text: parts.join(" "), isJoined: word.length >= JOINED_MIN };
}

/** Whether a word nobody knows stands beside another one, or among several. */
function isCrowded(unknown: readonly UnknownWord[], at: number): boolean {
  const index = (other: number): number => unknown[other]?.index ?? Number.POSITIVE_INFINITY;
  for (let first = Math.max(0, at - 2); first <= at; first++) {
    if (first > at - 2 && index(first + 1) - index(first) <= PAIR_REACH) return true;
    if (index(first + 2) - index(first) <= CROWD_REACH) return true;
  }
  return false;
}

function clusters(changes: readonly Change[]): Change[][] {
  const found: Change[][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const change of changes) {
    if (change.start - end > APART_MAX) found.push([]);
    found.at(-1)?.push(change);
    end = change.end;
  }
  return found;
}

function apply(plain: string, changes: readonly Change[], start: number, end: number): string {
  let text = "";
  let done = start;
  for (const change of changes) {
    text += plain.slice(done, change.start) + change.text;
    done = change.end;
  }
  return text + plain.slice(done, end);
}
