import { isPlaceholder, looksRandom } from "./looks-random";

export type AddSecret = (start: number, end: number) => void;

const NAME =
  "(?<![A-Za-z])pass|passw(?:or)?d|passphrase|(?<![A-Za-z])pwd|secret|token|api[_-]?key|apikey|(?:access|secret|private|account|signing|encryption|license)[_-]?key|credentials?|authorization|senha|contraseña";
const BETWEEN = "[\"'`]?\\s{0,3}";
/** A name that says secret, a sign of assignment, perhaps a quotation mark, and the value. */
export const ASSIGNMENT = new RegExp(
  `(${NAME})${BETWEEN}(?::=|=>|=|:)\\s{0,3}(["'\`]?)([^\\s"'\`,;]{6,300})`,
  "gi",
);
const NAMED = new RegExp(`(?:${NAME})${BETWEEN}$`, "i");
/** The longest name, a quotation mark, three blanks, and one character that a name may not follow. */
const NAME_REACH = 18;
/** The last letters of the names. */
const NAME_END = new Set(Buffer.from("adelnstyADELNSTY"));

/** Values of assignments. The pattern is expensive, so it begins just before a sign that a fitting name precedes. */
export function findAssigned(text: string, add: AddSecret): void {
  let done = 0;
  let colon = text.indexOf(":");
  let equals = text.indexOf("=");
  while (colon >= 0 || equals >= 0) {
    const isColon = equals < 0 || (colon >= 0 && colon < equals);
    const sign = isColon ? colon : equals;
    if (sign >= done && isNamed(text, sign)) {
      ASSIGNMENT.lastIndex = Math.max(done, sign - NAME_REACH);
      const match = ASSIGNMENT.exec(text);
      if (match === null) return;
      addValue(match, add);
      done = match.index + match[0].length;
    }
    const next = Math.max(done, sign + 1);
    if (isColon) colon = text.indexOf(":", next);
    else equals = text.indexOf("=", next);
  }
}

/** Adds the value of one match, when it looks like a secret. */
export function addValue(match: RegExpExecArray, add: AddSecret): void {
  const [whole, name = "", quote, given = ""] = match;
  const value = given.replace(/[.)\]}>!?]+$/, "");
  const start = match.index + whole.length - given.length;
  if (isAssignedSecret(name, value, quote !== "")) add(start, start + value.length);
}

function isNamed(text: string, sign: number): boolean {
  if (!NAME_END.has(text.charCodeAt(nameEnd(text, sign) - 1))) return false;
  return NAMED.test(text.slice(Math.max(0, sign - NAME_REACH), sign));
}

/** Back over what may stand between a name and its sign: up to three blanks and a quotation mark. */
function nameEnd(text: string, sign: number): number {
  let end = sign;
  while (end > 0 && sign - end < 3 && isBlank(text.charCodeAt(end - 1))) end--;
  const last = text.charCodeAt(end - 1);
  return last === 0x22 || last === 0x27 || last === 0x60 ? end - 1 : end;
}

/** Every character beyond ASCII is let through: the pattern itself knows which of them are blanks. */
const isBlank = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code >= 128;

const CODE =
  /[([{]|^(?:os|process|env|config|settings|self|this|req|request|params|data|user|input|string|getenv|secrets)\b[.[]|=>|\$\{/i;

/** A password may be any word someone put in quotes or that is not a word at all; a token must look drawn at random. */
function isAssignedSecret(name: string, value: string, isQuoted: boolean): boolean {
  if (value.length < 6 || isPlaceholder(value) || CODE.test(value)) return false;
  if (/^(?:pass|pwd|senha|contraseña)/i.test(name)) {
    return isQuoted
      ? !/^[a-z_]+$/.test(value) || value.length >= 8
      : /\d/.test(value) && /[^\d.,:/-]/.test(value);
  }
  return value.length >= 12 && looksRandom(value, 3);
}
