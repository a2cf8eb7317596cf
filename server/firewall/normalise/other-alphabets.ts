import { isKnownAs } from "./known-words";
import { reversed, substituteLetters } from "./letters";
import type { UnknownWords, WordPlaces } from "./word-shapes";

/** What each letter stands for, and whether words are read from their end. */
interface Alphabet {
  letters: Uint8Array;
  isBackwards: boolean;
}

const alphabet = (letterOf: (letter: number) => number, isBackwards = false): Alphabet => ({
  letters: Uint8Array.from({ length: 26 }, (_, letter) => letterOf(letter)),
  isBackwards,
});
const AS_IT_IS = alphabet((letter) => letter);
const shifts = (isBackwards: boolean): Alphabet[] =>
  Array.from({ length: 25 }, (_, by) => alphabet((letter) => (letter + by + 1) % 26, isBackwards));
const ALPHABETS: readonly Alphabet[] = [
  alphabet((letter) => letter, true),
  alphabet((letter) => 25 - letter),
  ...shifts(false),
  ...shifts(true),
];

/** Words by their places in the columns: from `first` to before `last`. */
interface Stretch {
  first: number;
  last: number;
}

/** How many more unknown words than known ones make a stretch that may be written in another alphabet. */
const LEAD_MIN = 4;
const KNOWN_COST = 1.5;
/** So many words of a stretch are tried out, and so many of their letters must be of known ones. */
const SAMPLE_WORDS = 40;
const KNOWN_MIN = 0.6;

/** Stretches of words that nobody knows, read backwards or in a shifted or mirrored alphabet where that makes sense. */
export function readAlphabets(
  plain: string,
  unknown: UnknownWords,
): { text: string; start: number; end: number }[] {
  return unknownStretches(unknown).flatMap(({ first, last }) => {
    const sample = { words: unknown, first, last: Math.min(last, first + SAMPLE_WORDS) };
    let best: Alphabet | null = null;
    let most = Math.max(KNOWN_MIN, knownShare(plain, sample, AS_IT_IS));
    for (const each of ALPHABETS) {
      const share = knownShare(plain, sample, each);
      if (share <= most) continue;
      most = share;
      best = each;
    }
    const start = unknown.starts[first] ?? 0;
    const end = unknown.ends[last - 1] ?? 0;
    return best === null ? [] : [{ text: readAs(plain.slice(start, end), best), start, end }];
  });
}

/** Of the letters in words; what has one or two letters is a word in any alphabet. */
function knownShare(
  text: string,
  { words, first, last }: Stretch & { words: WordPlaces },
  { letters, isBackwards }: Alphabet,
): number {
  let all = 0;
  let known = 0;
  for (let word = first; word < last; word++) {
    const start = words.starts[word] ?? 0;
    const end = words.ends[word] ?? 0;
    if (end - start < 3) continue;
    all += end - start;
    if (isKnownAs({ text, start, end }, letters, isBackwards)) known += end - start;
  }
  return all === 0 ? 0 : known / all;
}

function readAs(text: string, { letters, isBackwards }: Alphabet): string {
  const read = substituteLetters(text, letters);
  return isBackwards ? reversed(read) : read;
}

function unknownStretches({ indices }: UnknownWords): Stretch[] {
  const stretches: Stretch[] = [];
  let first = 0;
  let lead = 0;
  let most = 0;
  let last = 0;
  let before = 0;
  const finish = (): void => {
    if (most >= LEAD_MIN) stretches.push({ first, last });
    lead = 0;
    most = 0;
  };
  for (let word = 0; word < indices.length; word++) {
    const index = indices[word] ?? 0;
    lead -= (index - before - 1) * KNOWN_COST;
    before = index;
    if (lead <= 0 || lead < most - LEAD_MIN) {
      finish();
      first = word;
    }
    lead += 1;
    if (lead > most) {
      most = lead;
      last = word + 1;
    }
  }
  finish();
  return stretches;
}
