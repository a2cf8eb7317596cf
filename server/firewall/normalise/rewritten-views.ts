import { WordFinder } from "@/server/text/word-finder";
import { reversed, substituteLetters } from "./letters";

/** The whole text read in another way: escapes resolved, and another alphabet or backwards where a single word betrays it. */
export function rewrittenViews(raw: string, plain: string): string[] {
  const views: string[] = [];
  const unescaped = unescapeText(raw);
  if (unescaped !== null) views.push(unescaped);
  const alphabets = triggers.groupsIn(plain);
  const shift = (alphabets & IS_SHIFTED) === 0 ? 0 : shiftOf(plain);
  if (shift !== 0) views.push(shiftLetters(plain, 26 - shift));
  if ((alphabets & IS_BACKWARDS) !== 0) views.push(reversed(plain));
  if ((alphabets & IS_MIRRORED) !== 0 && MIRRORED.test(plain)) views.push(mirrorLetters(plain));
  return views;
}

const ESCAPE =
  /\\u\{?([0-9a-fA-F]{4,6})\}?|\\x([0-9a-fA-F]{2})|%([0-9a-fA-F]{2})|&#x([0-9a-fA-F]{2,6});|&#(\d{2,7});/g;
const ESCAPES_MIN = 3;

function unescapeText(text: string): string | null {
  if (!/\\[ux]|%[0-9a-fA-F]{2}|&#/.test(text)) return null;
  let count = 0;
  const unescaped = text.replace(ESCAPE, (whole, ...groups: (string | undefined)[]) => {
    const hex = groups[0] ?? groups[1] ?? groups[2] ?? groups[3];
    const code = hex === undefined ? Number(groups[4]) : Number.parseInt(hex, 16);
    count++;
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
  return count >= ESCAPES_MIN ? unescaped : null;
}

/** The text with blanks for escapes, where there are so many that it is read without them as well. */
export function withoutEscapes(text: string): string {
  if (unescapeText(text) === null) return text;
  return text.replace(ESCAPE, (found) => " ".repeat(found.length));
}

/** Words that betray an alphabet; long enough that none becomes another word by accident. */
const TRIGGERS =
  "ignore instructions previous system prompt disregard reveal forget restrictions developer pretend override password guidelines unfiltered repeat secret everything without answer assistant respond confidential directives unrestricted jailbreak original".split(
    " ",
  );

const shiftLetters = (text: string, by: number): string =>
  substituteLetters(
    text,
    Uint8Array.from({ length: 26 }, (_, letter) => (letter + by) % 26),
  );
const MIRROR = Uint8Array.from({ length: 26 }, (_, letter) => 25 - letter);
const mirrorLetters = (text: string): string => substituteLetters(text, MIRROR);

/** Shifted triggers, each to the number of letters it was shifted by. */
const shifted = new Map<string, number>();
for (let by = 1; by < 26; by++) for (const word of TRIGGERS) shifted.set(shiftLetters(word, by), by);
const SHIFTED = new RegExp(`\\b(?:${[...shifted.keys()].join("|")})`);
const MIRRORED = new RegExp(`\\b(?:${TRIGGERS.map(mirrorLetters).join("|")})`);

const IS_SHIFTED = 1;
const IS_BACKWARDS = 2;
const IS_MIRRORED = 4;
const triggers = new WordFinder();
for (const word of shifted.keys()) triggers.add(word, IS_SHIFTED);
for (const word of TRIGGERS) {
  triggers.add(reversed(word), IS_BACKWARDS);
  triggers.add(mirrorLetters(word), IS_MIRRORED);
}

function shiftOf(plain: string): number {
  const found = SHIFTED.exec(plain);
  return found === null ? 0 : (shifted.get(found[0]) ?? 0);
}
