import type { Rng } from "../rng";

const bytes = (text: string): Buffer => Buffer.from(text, "utf8");
const CONFUSED: Readonly<Record<string, string>> = {
  a: "а",
  c: "с",
  e: "е",
  i: "і",
  o: "о",
  p: "р",
  s: "ѕ",
  x: "х",
  y: "у",
  j: "ј",
};
const LEET: Readonly<Record<string, string>> = { a: "4", e: "3", i: "1", o: "0", s: "5", t: "7" };
const MORSE =
  "a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-. s... t- u..- v...- w.-- x-..- y-.-- z--..";
const morse = new Map(MORSE.split(" ").map((pair) => [pair.slice(0, 1), pair.slice(1)]));

type Change = (text: string, rng: Rng) => string;

const perLetter =
  (share: number, table: Readonly<Record<string, string>>): Change =>
  (text, rng) =>
    text.replace(/[a-z]/gi, (letter) =>
      rng.chance(share) ? (table[letter.toLowerCase()] ?? letter) : letter,
    );

const shift = (text: string, by: number): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const base = letter <= "Z" ? 65 : 97;
    return String.fromCharCode(((letter.charCodeAt(0) - base + by) % 26) + base);
  });

/** What leaves a text readable by people: other letters, gaps, typing errors. */
export const OBFUSCATIONS: Readonly<Record<string, Change>> = {
  homoglyphs: perLetter(0.5, CONFUSED),
  leet: perLetter(0.7, LEET),
  zeroWidth: (text, rng) =>
    text.replace(/[a-z]/gi, (letter) => (rng.chance(0.4) ? `${letter}\u200b` : letter)),
  fullWidth: (text) => text.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0)),
  mathBold: (text) =>
    text.replace(/[a-z]/g, (letter) => String.fromCodePoint(0x1d41a + letter.charCodeAt(0) - 97)),
  spaced: (text) =>
    text
      .split(" ")
      .map((word) => word.split("").join(" "))
      .join("  "),
  dashed: (text) =>
    text
      .split(" ")
      .map((word) => word.split("").join("-"))
      .join(" "),
  marks: (text, rng) => text.replace(/[a-z]/gi, (letter) => (rng.chance(0.4) ? `${letter}\u0336` : letter)),
  upperCase: (text) => text.toUpperCase(),
  randomCase: (text, rng) =>
    text.replace(/[a-z]/gi, (letter) => (rng.chance(0.5) ? letter.toUpperCase() : letter.toLowerCase())),
  joined: (text) => text.replace(/ /g, ""),
  scrambled: (text, rng) =>
    text.replace(/[a-z]{5,}/gi, (word) => {
      const at = 1 + rng.below(word.length - 3);
      return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
    }),
  typos: (text, rng) =>
    text.replace(/[a-z]{6,}/gi, (word) => {
      if (rng.chance(0.4)) return word;
      const at = 1 + rng.below(word.length - 2);
      return word.slice(0, at) + word.slice(at + 1);
    }),
  underscores: (text) => text.replace(/ /g, "_"),
  doubled: (text, rng) => text.replace(/ /g, () => (rng.chance(0.3) ? "   " : rng.chance(0.2) ? " . " : " ")),
  tags: (text) =>
    [...text]
      .map((char) => (char < "\u007f" ? String.fromCodePoint(0xe0000 + char.charCodeAt(0)) : char))
      .join(""),
};

/** What a program has to read back. */
export const ENCODINGS: Readonly<Record<string, Change>> = {
  base64: (text) => bytes(text).toString("base64"),
  base64Twice: (text) => bytes(bytes(text).toString("base64")).toString("base64"),
  hex: (text) => bytes(text).toString("hex"),
  hexSpaced: (text) => (bytes(text).toString("hex").match(/../g) ?? []).join(" "),
  percent: (text) => [...bytes(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  unicodeEscapes: (text) =>
    [...text].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
  hexEscapes: (text) => [...bytes(text)].map((byte) => `\\x${byte.toString(16).padStart(2, "0")}`).join(""),
  entities: (text) => [...text].map((char) => `&#${char.charCodeAt(0)};`).join(""),
  rot13: (text) => shift(text, 13),
  caesar: (text, rng) => shift(text, 1 + rng.below(24)),
  reversed: (text) => [...text].reverse().join(""),
  binary: (text) => [...bytes(text)].map((byte) => byte.toString(2).padStart(8, "0")).join(" "),
  decimal: (text) => [...bytes(text)].join(" "),
  morse: (text) =>
    text
      .toLowerCase()
      .replace(/[^a-z ]/g, "")
      .split(" ")
      .map((word) =>
        word
          .split("")
          .map((letter) => morse.get(letter) ?? "")
          .join(" "),
      )
      .join(" / "),
  atbash: (text) =>
    text.replace(/[a-z]/gi, (letter) => {
      const base = letter <= "Z" ? 65 : 97;
      return String.fromCharCode(base + 25 - (letter.charCodeAt(0) - base));
    }),
};

const shuffled = (letters: string, rng: Rng): string => {
  const order = Int32Array.from(letters, (_, index) => index);
  rng.shuffle(order);
  return [...order].map((index) => letters.charAt(index)).join("");
};
const apart =
  (between: string, words: string): Change =>
  (text) =>
    text
      .split(" ")
      .map((word) => word.split("").join(between))
      .join(words);

/** Disguises that training never sees: whether those it sees stand for more than themselves. */
export const UNSEEN_DISGUISES: Readonly<Record<string, Change>> = {
  innerShuffled: (text, rng) =>
    text.replace(
      /[a-z]{4,}/gi,
      (word) => word.charAt(0) + shuffled(word.slice(1, -1), rng) + word.charAt(word.length - 1),
    ),
  halfScrambled: (text, rng) =>
    text.replace(/[a-z]{4,}/gi, (word) =>
      rng.chance(0.5)
        ? word
        : word.charAt(0) + shuffled(word.slice(1, -1), rng) + word.charAt(word.length - 1),
    ),
  spacedEvenly: apart(" ", " "),
  dotted: apart(".", " "),
  slashed: apart("/", "  "),
  starred: apart(" * ", "   "),
  plusJoined: (text) => text.replace(/ /g, "+"),
  camelJoined: (text) => text.replace(/ +(.)/g, (_, letter: string) => letter.toUpperCase()),
  joinedAllLetters: (text) => text.replace(/[^a-z]/gi, ""),
  joinedInPart: (text, rng) => text.replace(/ /g, () => (rng.chance(0.6) ? "" : " ")),
  doubledLetters: (text, rng) =>
    text.replace(/[a-z]{5,}/gi, (word) => {
      const at = 1 + rng.below(word.length - 2);
      return word.slice(0, at) + word.charAt(at) + word.slice(at);
    }),
  wrongLetters: (text, rng) =>
    text.replace(/[a-z]{6,}/gi, (word) => {
      const at = 1 + rng.below(word.length - 2);
      return `${word.slice(0, at)}${String.fromCharCode(97 + rng.below(26))}${word.slice(at + 1)}`;
    }),
  zeroWidthSpaced: (text) => text.split("").join("\u200b "),
};
