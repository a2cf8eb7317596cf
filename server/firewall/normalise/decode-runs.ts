import { reversed } from "./letters";
import { hasBase64Run, hasBinaryRun, hasDecimalRun, hasHexRun, hasMorseRun } from "./text-shape";

/** A part of a text that says something else once decoded. */
export interface DecodedRun {
  text: string;
  /** Where the encoded form stands in the original. */
  start: number;
  end: number;
}

const BASE64 = /[A-Za-z0-9+/_-]{16,}={0,2}/g;
const HEX = /(?:(?:0x|\\x)?[0-9a-fA-F]{2}[ ,:]?){10,}/g;
const BINARY = /(?:[01]{8}[ ,]{0,2}){5,}/g;
const DECIMAL = /(?:(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6])[ ,]{1,2}){7,}\d{2,3}/g;
const MORSE = /(?:[.·-]{1,6}[ /|]{1,9}){7,}[.·-]{0,6}/g;
const SELECTORS = /[\ufe00-\ufe0f\u{e0100}-\u{e01ef}]{4,}/gu;

/** Text, and not what random bytes decode to: nearly all letters, blanks and marks, most of them letters. */
export function isReadable(text: string): boolean {
  if (text.length < 8) return false;
  let good = 0;
  let letters = 0;
  const length = Math.min(text.length, 2_000);
  for (let index = 0; index < length; index++) {
    const unit = text.charCodeAt(index);
    if ((unit >= 97 && unit <= 122) || (unit >= 65 && unit <= 90) || unit === 32 || unit >= 0xa1) letters++;
    if ((unit >= 32 && unit < 127) || unit === 10 || unit === 13 || unit === 9) good++;
    else if (unit >= 0xa1 && unit !== 0xfffd) good++;
  }
  return good >= length * 0.97 && letters >= length * 0.55;
}

const fromBytes = (bytes: number[]): string => Buffer.from(bytes).toString("utf8");

const readers: readonly { pattern: RegExp; needs(text: string): boolean; decode(found: string): string }[] = [
  {
    pattern: BASE64,
    needs: hasBase64Run,
    decode: readBase64,
  },
  {
    pattern: HEX,
    needs: hasHexRun,
    decode: (found) => Buffer.from(found.replace(/0x|\\x|[^0-9a-fA-F]/g, ""), "hex").toString("utf8"),
  },
  {
    pattern: BINARY,
    needs: hasBinaryRun,
    decode: (found) => fromBytes((found.match(/[01]{8}/g) ?? []).map((octet) => Number.parseInt(octet, 2))),
  },
  {
    pattern: DECIMAL,
    needs: hasDecimalRun,
    decode: (found) => fromBytes((found.match(/\d+/g) ?? []).map(Number)),
  },
  { pattern: MORSE, needs: (text) => hasMorseRun(text) && /[.·-] [.·-]/.test(text), decode: readMorse },
  {
    pattern: SELECTORS,
    needs: (text) => /[\ufe00-\ufe0f\udb40]/.test(text),
    decode: (found) =>
      fromBytes(
        [...found].map((char) => {
          const code = char.codePointAt(0) ?? 0;
          return code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00;
        }),
      ),
  },
];

/** Itself disguised, base64 is written backwards or with its letters shifted. */
function readBase64(found: string): string {
  // Letters only, in one case, is a word or a path rather than base64.
  if (!/[A-Z]/.test(found) || !/[a-z]/.test(found)) return "";
  const read = fromBase64(found);
  if (isReadable(read) || found.length < DISGUISED_LENGTH_MIN) return read;
  const turned = fromBase64(reversed(found.replace(/=+$/, "")));
  if (isReadable(turned)) return turned;
  return fromBase64(found.replace(/[A-Za-z]/g, rotated));
}

const DISGUISED_LENGTH_MIN = 24;
const fromBase64 = (found: string): string => Buffer.from(found, "base64").toString("utf8");
const rotated = (letter: string): string => {
  const first = letter <= "Z" ? 65 : 97;
  return String.fromCharCode(((letter.charCodeAt(0) - first + 13) % 26) + first);
};

const MORSE_LETTERS =
  "a.- b-... c-.-. d-.. e. f..-. g--. h.... i.. j.--- k-.- l.-.. m-- n-. o--- p.--. q--.- r.-. s... t- u..- v...- w.-- x-..- y-.-- z--.. 0----- 1.---- 2..--- 3...-- 4....- 5..... 6-.... 7--... 8---.. 9----.";
const morse = new Map(MORSE_LETTERS.split(" ").map((pair) => [pair.slice(1), pair.slice(0, 1)]));

function readMorse(found: string): string {
  return found
    .replace(/·/g, ".")
    .split(/ {0,3}[/|] {0,3}| {3}/)
    .map((word) =>
      word
        .trim()
        .split(/ +/)
        .map((letter) => morse.get(letter) ?? "")
        .join(""),
    )
    .join(" ");
}

/** What base64, hexadecimal, binary, decimal, Morse and hidden selectors in a text spell. */
export function decodeRuns(text: string): DecodedRun[] {
  const runs: DecodedRun[] = [];
  for (const { pattern, needs, decode } of readers) {
    if (!needs(text)) continue;
    for (const match of text.matchAll(pattern)) {
      const decoded = decode(match[0]);
      if (isReadable(decoded))
        runs.push({ text: decoded, start: match.index, end: match.index + match[0].length });
    }
  }
  return runs;
}

/** The text with blanks for what was decoded: hexadecimal and the like look suspicious whatever they say. */
export function withoutRuns(text: string, runs: readonly DecodedRun[]): string {
  if (runs.length === 0) return text;
  let left = "";
  let done = 0;
  for (const { start, end } of [...runs].sort((a, b) => a.start - b.start)) {
    if (start < done) continue;
    left += text.slice(done, start) + " ".repeat(end - start);
    done = end;
  }
  return left + text.slice(done);
}
