import { type AddSecret, findAssigned } from "./find-assigned";
import type { Finding } from "./finding";
import { isPlaceholder, looksRandom } from "./looks-random";
import { TOKEN_SHAPES } from "./token-shapes-table";

/** Tokens that announce themselves: every part has a literal start and bounded length. */
const PREFIXED = new RegExp(`(?:${TOKEN_SHAPES.join("|")})`, "y");
const TELEGRAM = /(?<![A-Za-z0-9])\d{8,10}:A[A-Za-z0-9_-]{33,35}(?![A-Za-z0-9_-])/g;
const WEBHOOK =
  /https:\/\/(?:hooks\.slack\.com\/(?:services|workflows)|discord(?:app)?\.com\/api\/webhooks|[a-z0-9-]{1,63}\.webhook\.office\.com)\/[A-Za-z0-9/@_-]{20,300}/g;
const BEFORE_BEARER = /(?<![A-Za-z])(?:bearer|basic|ssws|bot)\s{1,2}$/i;
const BEARER_VALUE = /[A-Za-z0-9._~+/=-]{16,2000}/y;
const URL_CREDENTIALS = /:\/\/[^\s:/@"'<>[\]]{0,64}:([^\s@/"'<>[\]]{3,128})@/y;

/** Keys, tokens, passwords and private keys in a text. */
export function findSecrets(text: string): Finding[] {
  const findings: Finding[] = [];
  const add: AddSecret = (start, end) => void findings.push({ kind: "SECRET", start, end });
  forLongRuns(text, (start, end) => {
    findIssued(text, start, end, add);
    findBearer(text, start, add);
  });
  if (text.includes(":A"))
    for (const match of text.matchAll(TELEGRAM)) add(match.index, match.index + match[0].length);
  if (text.includes("PRIVATE KEY")) findPrivateKeys(text, add);
  if (text.includes("://")) findUrlSecrets(text, add);
  for (const { needs, pattern } of SPOKEN) if (text.includes(needs)) findSpoken(text, pattern, add);
  findAssigned(text, add);
  return findings;
}

/** The shortest token above; prose has few words of that length, so most text never meets the long union. */
const RUN_LENGTH_MIN = 15;
const TOKEN_CHARS = new Uint8Array(128);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:+/=-~") {
  TOKEN_CHARS[char.charCodeAt(0)] = 1;
}

function isTokenChar(code: number): boolean {
  return code < 128 && TOKEN_CHARS[code] === 1;
}

/** Visits every longest run of characters of tokens that is long enough. Looks from the far end, as a blank there skips a word. */
function forLongRuns(text: string, visit: (start: number, end: number) => void): void {
  let start = 0;
  while (start + RUN_LENGTH_MIN <= text.length) {
    let at = start + RUN_LENGTH_MIN - 1;
    while (at >= start && isTokenChar(text.charCodeAt(at))) at--;
    if (at >= start) {
      start = at + 1;
      continue;
    }
    let end = start + RUN_LENGTH_MIN;
    while (end < text.length && isTokenChar(text.charCodeAt(end))) end++;
    visit(start, end);
    start = end + 1;
  }
}

/** Tried only where a word begins, or right behind another token: a token does, and the union is long. */
function findIssued(text: string, start: number, end: number, add: AddSecret): void {
  const run = text.slice(start, end);
  let behind = -1;
  for (let at = 0; at + RUN_LENGTH_MIN <= run.length; at++) {
    if (!isWordChar(run.charCodeAt(at)) || (isWordChar(run.charCodeAt(at - 1)) && at !== behind)) continue;
    PREFIXED.lastIndex = at;
    const token = PREFIXED.exec(run)?.[0];
    if (token === undefined) continue;
    if (looksIssued(token)) {
      behind = at + token.length;
      add(start + at, start + behind);
    }
    at += token.length - 1;
  }
}

/** False for NaN, which is what lies before a text. */
const isWordChar = (code: number): boolean =>
  code === 95 || (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

/** What follows `Bearer ` or `Basic ` begins a run, as a blank stands before it. */
function findBearer(text: string, start: number, add: AddSecret): void {
  if (!BEFORE_BEARER.test(text.slice(Math.max(0, start - 9), start))) return;
  BEARER_VALUE.lastIndex = start;
  const value = BEARER_VALUE.exec(text)?.[0];
  if (value !== undefined && looksRandom(value, 3)) add(start, start + value.length);
}

const UUID = /[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}/;

/** Documentation keys say so, and words joined by dashes have no digit. */
function looksIssued(token: string): boolean {
  if (/EXAMPLE|example|xxxx|XXXX|\.\.\.|your[_-]|YOUR[_-]/.test(token)) return false;
  if (/^A[A-Z]{3}[A-Z0-9]{16}$/.test(token)) return true;
  if (UUID.test(token)) return true;
  const drawn = token.slice(3);
  return /\d/.test(drawn) ? /[A-Z]|[a-z0-9]{16}/.test(drawn) : /[A-Z]/.test(drawn) && /[a-z]/.test(drawn);
}

const PEM_BEGIN = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const PEM_BODY = /(?:[A-Za-z0-9+/=\s:,-]|\\[nr]){0,20000}/y;

const PEM_END = "-----END ";
const PEM_TAIL = /PRIVATE KEY(?: BLOCK)?-----/;
const PEM_LENGTH_MAX = 20_000;

function findPrivateKeys(text: string, add: AddSecret): void {
  let done = 0;
  // Looked for once for all keys before it: a text may be full of beginnings without an end.
  let close = 0;
  for (const match of text.matchAll(PEM_BEGIN)) {
    if (match.index < done) continue;
    const bodyStart = match.index + match[0].length;
    if (close < bodyStart) close = indexOrEnd(text, PEM_END, bodyStart);
    const isNear = close < text.length && close - bodyStart <= PEM_LENGTH_MAX;
    const tail = isNear ? PEM_TAIL.exec(text.slice(close, close + 80)) : null;
    // A key cut off before its end is still most of a key.
    PEM_BODY.lastIndex = bodyStart;
    done = tail ? close + tail.index + tail[0].length : bodyStart + (PEM_BODY.exec(text)?.[0].length ?? 0);
    add(match.index, done);
  }
}

function indexOrEnd(text: string, part: string, from: number): number {
  const at = text.indexOf(part, from);
  return at === -1 ? text.length : at;
}

/** Where a value follows its name without a sign of assignment, and signatures in addresses. */
const SPOKEN: readonly { needs: string; pattern: RegExp }[] = [
  {
    needs: "ass",
    pattern: /(?<![A-Za-z])(?:password|passwd|passphrase) {1,2}(?:is|was|=>) {1,2}["'`]?([^\s"'`,;]{6,80})/gi,
  },
  { needs: "password ", pattern: /login \S{1,80}\s{1,8}password ([^\s"']{6,80})/g },
  { needs: "-u", pattern: /(?<!\S)(?:-u|--user)[ =]["']?[^\s:"'@/]{1,64}:([^\s"']{6,80})/g },
  { needs: "sig=", pattern: /[?&]sig=([A-Za-z0-9%+/=]{40,100})/g },
];

/** Said in words, only what no word is counts: letters with digits or marks. */
function findSpoken(text: string, pattern: RegExp, add: AddSecret): void {
  for (const match of text.matchAll(pattern)) {
    const value = (match[1] ?? "").replace(/[.)\]}>!?]+$/, "");
    if (value.length < 6 || isPlaceholder(value) || !/\d/.test(value) || !/[A-Za-z]/.test(value)) continue;
    const start = match.index + match[0].length - (match[1] ?? "").length;
    add(start, start + value.length);
  }
}

function findUrlSecrets(text: string, add: AddSecret): void {
  for (let at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) {
    URL_CREDENTIALS.lastIndex = at;
    const match = URL_CREDENTIALS.exec(text);
    const value = match?.[1];
    if (!match || !value || isPlaceholder(value)) continue;
    const end = at + match[0].length - 1;
    add(end - value.length, end);
  }
  for (const match of text.matchAll(WEBHOOK)) add(match.index, match.index + match[0].length);
}
