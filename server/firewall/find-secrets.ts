import type { Finding } from "./finding";

/** Tokens that announce themselves. One union, each part with a literal start and bounded length. */
const PREFIXED = new RegExp(
  `(?<![A-Za-z0-9_])(?:${[
    "sk-[A-Za-z0-9_-]{20,220}",
    "fl_sk_[A-Za-z0-9]{38}",
    "[sr]k_(?:live|test)_[A-Za-z0-9]{16,200}",
    "gh[pousr]_[A-Za-z0-9]{30,255}",
    "github_pat_[A-Za-z0-9_]{22,255}",
    "gl(?:pat|ptt|dt|rt|soat|cbt)-[A-Za-z0-9_-]{20,200}",
    "(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}",
    "AIza[A-Za-z0-9_-]{35}",
    "ya29\\.[A-Za-z0-9_-]{20,500}",
    "GOCSPX-[A-Za-z0-9_-]{20,40}",
    "xox[abceoprs]-[A-Za-z0-9-]{10,250}",
    "xapp-\\d-[A-Za-z0-9-]{20,200}",
    "SG\\.[A-Za-z0-9_-]{16,32}\\.[A-Za-z0-9_-]{16,64}",
    "npm_[A-Za-z0-9]{36}",
    "pypi-[A-Za-z0-9_-]{50,250}",
    "rubygems_[a-f0-9]{48}",
    "hf_[A-Za-z0-9]{30,60}",
    "gsk_[A-Za-z0-9]{40,64}",
    "r8_[A-Za-z0-9]{30,60}",
    "pplx-[A-Za-z0-9]{40,64}",
    "xai-[A-Za-z0-9]{60,100}",
    "nvapi-[A-Za-z0-9_-]{50,80}",
    "csk-[a-z0-9]{40,64}",
    "fw_[A-Za-z0-9]{20,48}",
    "tgp_v1_[A-Za-z0-9_-]{30,60}",
    "pcsk_[A-Za-z0-9_]{40,100}",
    "lsv2_(?:pt|sk)_[a-f0-9_]{32,64}",
    "shp(?:at|ca|pa|ss)_[A-Fa-f0-9]{32}",
    "lin_(?:api|oauth)_[A-Za-z0-9]{32,64}",
    "dapi[a-f0-9]{32}(?:-\\d)?",
    "do[opr]_v1_[a-f0-9]{64}",
    "(?:SK|key-)[a-f0-9]{32}(?![A-Za-z0-9])",
    "whsec_[A-Za-z0-9+/=]{24,100}",
    "dckr_pat_[A-Za-z0-9_-]{20,40}",
    "hv[sbr]\\.[A-Za-z0-9_-]{24,300}",
    "glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}",
    "sntry[su]_[A-Za-z0-9_=+/-]{40,300}",
    "figd_[A-Za-z0-9_-]{30,60}",
    "sbp_[a-f0-9]{40}",
    "sb_secret_[A-Za-z0-9_-]{20,60}",
    "sq0(?:csp|atp|idp)-[A-Za-z0-9_-]{20,60}",
    "NRAK-[A-Z0-9]{27}",
    "PMAK-[a-f0-9]{24}-[a-f0-9]{34}",
    "ATATT3[A-Za-z0-9_=-]{40,300}",
    "xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}",
    "dp\\.(?:pt|st|ct|sa)\\.[A-Za-z0-9._-]{40,80}",
    "tskey-[a-z]{3,8}-[A-Za-z0-9-]{20,80}",
    "AGE-SECRET-KEY-1[A-Z0-9]{58}",
    "secret_[A-Za-z0-9]{43}",
    "ntn_[A-Za-z0-9]{40,60}",
    "pat[A-Za-z0-9]{14}\\.[a-f0-9]{64}",
    "eyJ[A-Za-z0-9_-]{8,2000}\\.eyJ[A-Za-z0-9_-]{8,4000}\\.[A-Za-z0-9_-]{8,1000}",
  ].join("|")})`,
  "g",
);
const TELEGRAM = /(?<![A-Za-z0-9])\d{8,10}:A[A-Za-z0-9_-]{33,35}(?![A-Za-z0-9_-])/g;
const WEBHOOK =
  /https:\/\/(?:hooks\.slack\.com\/(?:services|workflows)|discord(?:app)?\.com\/api\/webhooks|[a-z0-9-]{1,63}\.webhook\.office\.com)\/[A-Za-z0-9/@_-]{20,300}/g;
const BEARER = /(?<![A-Za-z])(?:bearer|basic)\s{1,2}([A-Za-z0-9._~+/=-]{16,2000})/gi;
const ASSIGNMENT =
  /((?<![A-Za-z])pass|passw(?:or)?d|passphrase|(?<![A-Za-z])pwd|secret|token|api[_-]?key|apikey|(?:access|secret|private)[_-]?key|credentials?|authorization|senha|contraseña)["'`]?\s{0,3}(?::=|=>|=|:)\s{0,3}(["'`]?)([^\s"'`,;]{6,300})/gi;
const URL_CREDENTIALS = /:\/\/[^\s:/@"'<>[\]]{0,64}:([^\s@/"'<>[\]]{3,128})@/y;

/** Keys, tokens, passwords and private keys in a text. */
export function findSecrets(text: string): Finding[] {
  const findings: Finding[] = [];
  const add = (start: number, end: number): void => void findings.push({ kind: "SECRET", start, end });
  findIssued(text, add);
  if (text.includes(":A"))
    for (const match of text.matchAll(TELEGRAM)) add(match.index, match.index + match[0].length);
  if (text.includes("PRIVATE KEY")) findPrivateKeys(text, add);
  if (text.includes("://")) findUrlSecrets(text, add);
  for (const match of text.matchAll(BEARER)) {
    const end = match.index + match[0].length;
    if (looksRandom(match[1] ?? "", 3)) add(end - (match[1] ?? "").length, end);
  }
  for (const match of text.matchAll(ASSIGNMENT)) {
    const value = (match[3] ?? "").replace(/[.)\]}>!?]+$/, "");
    const start = match.index + match[0].length - (match[3] ?? "").length;
    if (isAssignedSecret(match[1] ?? "", value, match[2] !== "")) add(start, start + value.length);
  }
  return findings;
}

type Add = (start: number, end: number) => void;

/** The shortest token above; prose has few words of that length, so most text never meets the long union. */
const RUN_LENGTH_MIN = 15;
const TOKEN_CHARS = new Uint8Array(128);
for (const char of "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.:+/=-") {
  TOKEN_CHARS[char.charCodeAt(0)] = 1;
}

function findIssued(text: string, add: Add): void {
  let start = 0;
  for (let index = 0; index <= text.length; index++) {
    // Past the end and beyond ASCII the table has nothing, which ends a run as any other character does.
    if (index < text.length && TOKEN_CHARS[text.charCodeAt(index)] === 1) continue;
    if (index - start >= RUN_LENGTH_MIN) {
      for (const match of text.slice(start, index).matchAll(PREFIXED)) {
        const at = start + match.index;
        if (looksIssued(match[0])) add(at, at + match[0].length);
      }
    }
    start = index + 1;
  }
}

/** Documentation keys say so, and words joined by dashes have no digit. */
function looksIssued(token: string): boolean {
  if (/EXAMPLE|example|xxxx|XXXX|\.\.\.|your[_-]|YOUR[_-]/.test(token)) return false;
  if (/^A[A-Z]{3}[A-Z0-9]{16}$/.test(token)) return true;
  const drawn = token.slice(3);
  return /\d/.test(drawn) ? /[A-Z]|[a-z0-9]{16}/.test(drawn) : /[A-Z]/.test(drawn) && /[a-z]/.test(drawn);
}

const PEM_BEGIN = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const PEM_BODY = /(?:[A-Za-z0-9+/=\s:,-]|\\[nr]){0,20000}/y;

function findPrivateKeys(text: string, add: Add): void {
  let done = 0;
  for (const match of text.matchAll(PEM_BEGIN)) {
    if (match.index < done) continue;
    const bodyStart = match.index + match[0].length;
    const close = text.indexOf("-----END ", bodyStart);
    const tail = close < 0 || close - bodyStart > 20_000 ? null : /PRIVATE KEY(?: BLOCK)?-----/g;
    if (tail) tail.lastIndex = close;
    const end = tail?.exec(text.slice(0, close + 80));
    // A key cut off before its end is still most of a key.
    PEM_BODY.lastIndex = bodyStart;
    done = end ? end.index + end[0].length : bodyStart + (PEM_BODY.exec(text)?.[0].length ?? 0);
    add(match.index, done);
  }
}

function findUrlSecrets(text: string, add: Add): void {
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

const PLACEHOLDER =
  /^(?:[*x.•_-]+|<.*|\$.*|\{.*|\[.*|%.*|(?:my|your|the|a|an|some)?[_-]?(?:password|passwd|pass|secret|token|api[_-]?key|key|changeme|example|test|string|none|null|undefined|true|false|required|optional|redacted|hidden|here)(?:[_-]?here)?)$/i;
const CODE =
  /[([{]|^(?:os|process|env|config|settings|self|this|req|request|params|data|user|input|string|getenv|secrets)\b[.[]|=>|\$\{/i;

function isPlaceholder(value: string): boolean {
  return PLACEHOLDER.test(value);
}

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

/** Letters and digits mixed, and as many bits per character as chance gives. */
function looksRandom(value: string, bitsMin: number): boolean {
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  const sample = value.slice(0, 200);
  const counts = new Map<string, number>();
  for (const char of sample) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / sample.length) * Math.log2(count / sample.length);
  return bits >= bitsMin;
}
