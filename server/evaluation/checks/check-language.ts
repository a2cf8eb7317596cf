import { francAll } from "franc-min";
import { type Check, PASSED } from "./check-types";
import { plainLanguageOf } from "./plain-language";

/** Shorter texts are guessed. */
const LETTERS_MIN = 40;
const TEXT_LENGTH_MAX = 4_000;
/** More of it makes the guess dearer and hardly better. */
const PROSE_LENGTH_MAX = 600;
/** How far the second guess must lie behind the first. */
const LEAD = 0.88;
/** Told apart by whoever can read them, not by their letters. */
const ALIKE: readonly ReadonlySet<string>[] = [
  new Set(["ind", "zlm", "jav", "sun"]),
  new Set(["hrv", "bos", "srp", "slv"]),
  new Set(["dan", "nob", "nno", "swe"]),
  new Set(["por", "glg", "spa", "cat"]),
  new Set(["ces", "slk"]),
  new Set(["hin", "mar", "nep", "bho", "mai", "mag"]),
];
/** Somebody asked for a certain language. */
const ASKED =
  /\b(translat\w*|traduc\w*|tradu[zç]\w*|tradui\w*|übersetz\w*|(?:in|into|en|em|auf|in) (?:english|spanish|portuguese|french|german|italian|dutch|chinese|japanese|korean|arabic|hindi|russian|polish|turkish|inglês|português|espanhol|francês|alemão|inglés|español|portugués|francés|alemán|anglais|espagnol|portugais|allemand|englisch|deutsch|spanisch|französisch)|(?:respond|reply|answer|write|speak|responde|antworte)\w*\b.{0,20}\b(?:language|idioma|sprache|langue))\b/i;

export const checkLanguage: Check = {
  name: "language",
  version: 1,
  run({ question, answer, given, format }) {
    if (format.kind !== "text" || ASKED.test(question) || ASKED.test(given)) return null;
    const plain = plainLanguageOf(proseOf(question));
    if (plain !== null && plain === plainLanguageOf(proseOf(answer))) return PASSED;
    const [asked, answered] = [languageOf(question), languageOf(answer)];
    if (asked === null || answered === null) return null;
    if (asked === answered || ALIKE.some((group) => group.has(asked) && group.has(answered))) return PASSED;
    return { score: 0, note: `Asked in ${nameOf(asked)}, answered in ${nameOf(answered)}.` };
  },
};

/** ISO 639-3; null where it cannot be told. */
export function languageOf(text: string): string | null {
  const prose = proseOf(text);
  if ((prose.match(/\p{L}/gu)?.length ?? 0) < LETTERS_MIN) return null;
  const [first, second] = francAll(prose);
  if (first === undefined || first[0] === "und") return null;
  return second !== undefined && second[1] > LEAD ? null : first[0];
}

/** What people wrote for people, as much of it as is looked at. */
function proseOf(text: string): string {
  return text
    .slice(0, TEXT_LENGTH_MAX)
    .replace(/```[\s\S]*?(?:```|$)/g, " ")
    .replace(/`[^`]*`|https?:\/\/\S+|[\w.+-]+@\S+|\[[A-Z_]+\]/g, " ")
    .slice(0, PROSE_LENGTH_MAX);
}

function nameOf(code: string): string {
  return new Intl.DisplayNames("en", { type: "language", fallback: "code" }).of(code) ?? code;
}
