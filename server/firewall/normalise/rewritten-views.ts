import { WordFinder } from "@/server/text/word-finder";
import { wordShapes } from "./text-shape";

/** The whole text read in another way: escapes resolved, shifted alphabet, backwards, digits as letters, gaps closed. */
export function rewrittenViews(raw: string, plain: string): string[] {
  const views: string[] = [];
  const unescaped = unescapeText(raw);
  if (unescaped !== null) views.push(unescaped);
  const alphabets = triggers.groupsIn(plain);
  const shift = (alphabets & IS_SHIFTED) === 0 ? 0 : shiftOf(plain);
  if (shift !== 0) views.push(shiftLetters(plain, 26 - shift));
  if ((alphabets & IS_BACKWARDS) !== 0) views.push(reverse(plain));
  if ((alphabets & IS_MIRRORED) !== 0 && MIRRORED.test(plain)) views.push(mirrorLetters(plain));
  const { mixed, isSpaced } = wordShapes(plain);
  const spelt = mixed < MIXED_MIN ? null : spellDigits(plain);
  if (spelt !== null) views.push(spelt);
  const closed = isSpaced ? closeGaps(plain) : null;
  if (closed !== null) views.push(closed);
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

/** Words that betray an alphabet; long enough that none becomes another word by accident. */
const TRIGGERS =
  "ignore instructions previous system prompt disregard reveal forget restrictions developer pretend override password guidelines unfiltered repeat secret everything without answer assistant respond confidential directives unrestricted jailbreak original".split(
    " ",
  );

const shiftLetters = (text: string, by: number): string =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(97 + ((letter.charCodeAt(0) - 97 + by) % 26)));
const mirrorLetters = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => String.fromCharCode(219 - letter.charCodeAt(0)));
const reverse = (text: string): string => [...text].reverse().join("");

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
  triggers.add(reverse(word), IS_BACKWARDS);
  triggers.add(mirrorLetters(word), IS_MIRRORED);
}

function shiftOf(plain: string): number {
  const found = SHIFTED.exec(plain);
  return found === null ? 0 : (shifted.get(found[0]) ?? 0);
}

const SPELT: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "6": "g",
  "7": "t",
  "8": "b",
  "9": "g",
  "@": "a",
  $: "s",
  "!": "i",
  "|": "l",
  "+": "t",
};
/** A word of letters with digits or signs among them that stand for letters. */
const MIXED =
  /(?<![a-z0-9@$!|+])(?=[0-9@$!|+]{0,8}[a-z])(?=[a-z]{0,12}[0-9@$!|+])[a-z0-9@$!|+]{3,24}(?![a-z0-9@$!|+])/g;
const MIXED_MIN = 2;
/** Words in which a one is an L. */
const ONE_IS_L =
  /^(?:a11|a1l|al1|ru1es?|ru1e5|wi11|wi1l|te11|te1l|on1y|fo11ow|fo1low|fol1ow|fo110w|f0110w|f01low|fu11|po1icy|po1icies|revea1|fi1ters?|fi1e|e1se|1ist|1imits?|mode1|disp1ay|he1p|he11|de1ete|is1|va1id|1anguage)$/;

function spellDigits(plain: string): string | null {
  let count = 0;
  const spelt = plain.replace(MIXED, (word) => {
    if (!/[a-z]/.test(word) || !/[013457@$!|+]/.test(word)) return word;
    count++;
    const ell = ONE_IS_L.test(word);
    return word.replace(/[013456789@$!|+]/g, (sign) => (ell && sign === "1" ? "l" : (SPELT[sign] ?? sign)));
  });
  return count >= MIXED_MIN ? spelt : null;
}

/** Single letters with a blank or mark between them; wider gaps part words. */
const SPACED = /(?<![a-z0-9])(?:[a-z0-9'](?:[.,_*|~-]| {1,3})){5,}[a-z0-9](?![a-z0-9])/g;

function closeGaps(plain: string): string | null {
  let isChanged = false;
  const closed = plain.replace(SPACED, (run) => {
    isChanged = true;
    // Between letters parted by marks a single blank parts words.
    const gap = /[.,_*|~-]/.test(run) ? / +/ : / {2,}/;
    return run
      .split(gap)
      .map((word) => word.replace(/[ .,_*|~-]/g, ""))
      .join(" ");
  });
  return isChanged ? closed : null;
}
