import { isKnownAs } from "./known-words";
import type { UnknownWord } from "./word-shapes";

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
const ALPHABETS: readonly Alphabet[] = [
  alphabet((letter) => letter, true),
  alphabet((letter) => 25 - letter),
  ...Array.from({ length: 25 }, (_, by) => alphabet((letter) => (letter + by + 1) % 26)),
];

interface Word {
  start: number;
  end: number;
}
interface Stretch extends Word {
  words: Word[];
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
  unknown: readonly UnknownWord[],
): { text: string; start: number; end: number }[] {
  return unknownStretches(unknown).flatMap((stretch) => {
    const sample = stretch.words.slice(0, SAMPLE_WORDS);
    let best: Alphabet | null = null;
    let most = Math.max(KNOWN_MIN, knownShare(plain, sample, AS_IT_IS));
    for (const each of ALPHABETS) {
      const share = knownShare(plain, sample, each);
      if (share <= most) continue;
      most = share;
      best = each;
    }
    const { start, end } = stretch;
    return best === null ? [] : [{ text: readAs(plain.slice(start, end), best), start, end }];
  });
}

/** Of the letters in words; what has one or two letters is a word in any alphabet. */
function knownShare(text: string, words: readonly Word[], { letters, isBackwards }: Alphabet): number {
  let all = 0;
  let known = 0;
  for (const { start, end } of words) {
    if (end - start < 3) continue;
    all += end - start;
    if (isKnownAs({ text, start, end }, letters, isBackwards)) known += end - start;
  }
  return all === 0 ? 0 : known / all;
}

function readAs(text: string, { letters, isBackwards }: Alphabet): string {
  const read = text.replace(/[a-z]/g, (letter) =>
    String.fromCharCode(97 + (letters[letter.charCodeAt(0) - 97] ?? 0)),
  );
  return isBackwards ? [...read].reverse().join("") : read;
}

function unknownStretches(unknown: readonly UnknownWord[]): Stretch[] {
  const stretches: Stretch[] = [];
  let words: Word[] = [];
  let lead = 0;
  let most = 0;
  let last = 0;
  let index = 0;
  const finish = (): void => {
    const stretch = words.slice(0, last);
    const start = stretch[0]?.start ?? 0;
    if (most >= LEAD_MIN) stretches.push({ start, end: stretch.at(-1)?.end ?? 0, words: stretch });
    words = [];
    lead = 0;
    most = 0;
  };
  for (const word of unknown) {
    lead -= (word.index - index - 1) * KNOWN_COST;
    index = word.index;
    if (lead <= 0 || lead < most - LEAD_MIN) finish();
    words.push(word);
    lead += 1;
    if (lead > most) {
      most = lead;
      last = words.length;
    }
  }
  finish();
  return stretches;
}
