import { segment } from "./known-words";
import { type Meaning, Meanings } from "./meanings";
import { corrected, unscrambled } from "./near-words";
import { spelled } from "./spell-digits";
import type { UnknownWords, WordShapes } from "./word-shapes";

/** A word that is written otherwise than it is meant. */
interface Change extends Meaning {
  start: number;
  end: number;
}

const LENGTH_MIN = 4;
const SPELLED_MIN = 2;
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
  const spelled = spelledChanges(plain, shapes);
  const rewritten = rewrittenChanges(plain, shapes, spelled);
  if (spelled.length === 0) return rewritten;
  return spelled.concat(rewritten).sort((a, b) => a.start - b.start);
}

/** Words with digits or signs for letters. One such word may be a name. */
function spelledChanges(plain: string, { mixed: { starts, ends } }: WordShapes): Change[] {
  if (starts.length < SPELLED_MIN) return [];
  const meanings = new Meanings(spelledMeaning);
  const changes: Change[] = [];
  starts.forEach((start, at) => {
    const end = ends[at] ?? start;
    const meaning = meanings.of(plain.slice(start, end));
    if (meaning !== null) changes.push(changeTo(meaning, start, end));
  });
  return changes.length < SPELLED_MIN ? [] : changes;
}

/** Words of letters that are not in use, outside of those with digits. */
function rewrittenChanges(
  plain: string,
  { unknown, count }: WordShapes,
  spelled: readonly Change[],
): Change[] {
  const words = longWords(unknown);
  const isForeign = count > FOREIGN_WORDS_MIN && words.starts.length > count * UNKNOWN_MAX;
  const plainMeanings = new Meanings(plainMeaning);
  const correctedMeanings = new Meanings(correctedMeaning);
  const changes: Change[] = [];
  let next = 0;
  words.starts.forEach((start, at) => {
    const end = words.ends[at] ?? start;
    while ((spelled[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    if ((spelled[next]?.start ?? Number.POSITIVE_INFINITY) < end) return;
    const isCrowded = plain.length <= SHORT || standsCrowded(words.indices, at);
    if (!isCrowded && end - start < JOINED_MIN) return;
    const meanings = isCrowded && !isForeign ? correctedMeanings : plainMeanings;
    const meaning = meanings.of(plain.slice(start, end));
    if (meaning !== null) changes.push(changeTo(meaning, start, end));
  });
  return changes;
}

function longWords({ starts, ends, indices }: UnknownWords): UnknownWords {
  const long = { starts: [] as number[], ends: [] as number[], indices: [] as number[] };
  starts.forEach((start, at) => {
    const end = ends[at] ?? start;
    if (end - start < LENGTH_MIN) return;
    long.starts.push(start);
    long.ends.push(end);
    long.indices.push(indices[at] ?? 0);
  });
  return long;
}

const changeTo = ({ text, isJoined }: Meaning, start: number, end: number): Change => ({
  start,
  end,
  text,
  isJoined,
});

const plainMeaning = (word: string): Meaning | null =>
  meant(word, { mayCorrect: false, mayPart: word.length >= PAIR_MIN });
const correctedMeaning = (word: string): Meaning | null =>
  meant(word, { mayCorrect: true, mayPart: word.length >= PAIR_MIN });

function spelledMeaning(word: string): Meaning | null {
  const text = spelled(word);
  if (text === null) return null;
  return meant(text, { mayCorrect: false, mayPart: true }) ?? { text, isJoined: false };
}

/** What a word that is not in use is meant to be. */
function meant(
  word: string,
  { mayCorrect, mayPart }: { mayCorrect: boolean; mayPart: boolean },
): Meaning | null {
  const text = unscrambled(word) ?? (mayCorrect ? corrected(word) : null);
  if (text !== null) return { text, isJoined: false };
  const parts = mayPart ? segment(word) : null;
  return parts === null ? null : { text: parts.join(" "), isJoined: word.length >= JOINED_MIN };
}

/** Whether a word nobody knows stands beside another one, or among several. */
function standsCrowded(indices: readonly number[], at: number): boolean {
  const index = (other: number): number => indices[other] ?? Number.POSITIVE_INFINITY;
  for (let first = Math.max(0, at - 2); first <= at; first++) {
    if (first > at - 2 && index(first + 1) - index(first) <= PAIR_REACH) return true;
    if (index(first + 2) - index(first) <= CROWD_REACH) return true;
  }
  return false;
}

function clusters(changes: readonly Change[]): Change[][] {
  const found: Change[][] = [];
  let last: Change[] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const change of changes) {
    if (change.start - end > APART_MAX) {
      last = [];
      found.push(last);
    }
    last.push(change);
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
