import { ibanLength, isCnpj, isCpf, passesLuhn, passesMod97 } from "./checksums";
import { type DigitShape, digitShape } from "./digit-shape";
import { findEmails } from "./find-emails";
import { findPhones } from "./find-phones";
import type { Finding, PiiKind } from "./finding";

/** Every quantifier below is bounded, so that each pattern takes time proportional to the text. */
const CARD = /(?<![\d.]|\d,)\d(?:[ -]?\d){11,18}(?![\d]|[.,]\d)/g;
const IBAN = /(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ -]?[A-Za-z0-9]{4})/g;
const SSN = /(?<![\d-])\d{3}([- ])\d{2}\1\d{4}(?![\d-])/g;
const SSN_BARE = /\b(?:ssn|social security(?: number| no\.?)?)\W{0,3}(?:is\W{1,2})?(\d{9})(?!\d)/gi;
const CPF = /(?<![\d.-])(?:\d{3}\.\d{3}\.\d{3}-\d{2}|\d{9}-\d{2}|\d{11})(?![\d-])/g;
const CNPJ = /(?<![\w.-])[A-Z\d]{2}\.[A-Z\d]{3}\.[A-Z\d]{3}\/[A-Z\d]{4}-\d{2}(?!\d)/g;
const CNPJ_BARE = /(?<![\w.-])\d{14}(?![\w-])/g;
const NINO =
  /(?<![A-Za-z0-9])[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]( ?)\d{2}\1\d{2}\1\d{2}\1[A-D](?![A-Za-z0-9])/g;
const IPV4 = /(?<![\w.-])(?:\d{1,3}\.){3}\d{1,3}(?![\w]|\.\d|-[A-Za-z])/g;
const HEX_GROUP = /:[0-9A-Fa-f]{0,4}:/;
const IPV6 = /(?<![\w:.])(?:[0-9A-Fa-f]{1,4}|:):(?:[0-9A-Fa-f]{0,4}:){1,6}[0-9A-Fa-f]{0,4}(?![\w:])/g;

/**
 * Structured personal data in a text: what has a shape or a checksum. Names and addresses are out of reach. `shape`
 * only says which patterns cannot match and need not be tried.
 */
export function findPii(text: string, shape: DigitShape = digitShape(text)): Finding[] {
  const findings = text.includes("@") ? findEmails(text) : [];
  const { total, stretchMax, dotted, hasIbanStart } = shape;
  // Hexadecimal addresses may have few decimal digits; a lone colon pair is cheap to test.
  const isIpv6Like = total >= 4 || text.includes("::");
  if (isIpv6Like && HEX_GROUP.test(text)) collect(findings, text, IPV6, "IP_ADDRESS", isIpv6);
  if (total >= 6 && dotted >= 3) collect(findings, text, IPV4, "IP_ADDRESS", isPersonalIpv4);
  if (stretchMax >= 6) collect(findings, text, NINO, "UK_NINO", isNino);
  if (total < 7) return findings;
  if (hasIbanStart) findIbans(findings, text);
  if (stretchMax >= 12) collect(findings, text, CARD, "CREDIT_CARD", isCard);
  if (stretchMax >= 11) collect(findings, text, CPF, "BR_CPF", (found) => isCpf(found.replace(/\D/g, "")));
  if (hasCnpjMarks(text)) collect(findings, text, CNPJ, "BR_CNPJ", isMarkedCnpj);
  if (stretchMax >= 14) collect(findings, text, CNPJ_BARE, "BR_CNPJ", isMarkedCnpj);
  if (stretchMax >= 9) findSsns(findings, text);
  if (stretchMax >= 7) findings.push(...findPhones(text, findings));
  return findings;
}

const isMarkedCnpj = (found: string): boolean => isCnpj(found.replace(/[^A-Z\d]/g, ""));

/** `XX.XXX.XXX/XXXX-DD`, looked for by its slash. */
function hasCnpjMarks(text: string): boolean {
  for (let at = text.indexOf("/"); at >= 0; at = text.indexOf("/", at + 1)) {
    if (text[at - 4] === "." && text[at - 8] === "." && text[at + 5] === "-") return true;
  }
  return false;
}

function findSsns(findings: Finding[], text: string): void {
  collect(findings, text, SSN, "US_SSN", (found) => isSsn(found.replace(/\D/g, "")));
  for (const match of text.matchAll(SSN_BARE)) {
    const end = match.index + match[0].length;
    if (isSsn(match[1] ?? "")) findings.push({ kind: "US_SSN", start: end - 9, end });
  }
}

type Accept = (found: string, text: string, start: number) => boolean;

function collect(findings: Finding[], text: string, pattern: RegExp, kind: PiiKind, accept: Accept): void {
  for (const match of text.matchAll(pattern)) {
    const found = match[0];
    if (accept(found, text, match.index))
      findings.push({ kind, start: match.index, end: match.index + found.length });
  }
}

function findIbans(findings: Finding[], text: string): void {
  for (const match of text.matchAll(IBAN)) {
    const start = match.index;
    const length = ibanLength(match[0].slice(0, 2).toUpperCase());
    const end = length === null ? null : endAfter(text, start, length);
    if (end === null) continue;
    if (passesMod97(text.slice(start, end).replace(/[ -]/g, "").toUpperCase())) {
      findings.push({ kind: "IBAN", start, end });
    }
  }
}

/** Where `length` letters and digits end, single spaces or dashes between them; null when something else comes first. */
function endAfter(text: string, start: number, length: number): number | null {
  let seen = 0;
  let wasGap = false;
  for (let index = start; index < text.length; index++) {
    const code = text.charCodeAt(index);
    const isGap = code === 0x20 || code === 0x2d;
    if ((isGap && wasGap) || (!isGap && !isAlphanumeric(code))) return null;
    wasGap = isGap;
    if (!isGap && ++seen === length) return isAlphanumeric(text.charCodeAt(index + 1)) ? null : index + 1;
  }
  return null;
}

/** False for NaN, which is what lies past the end of a text. */
const isAlphanumeric = (code: number): boolean =>
  (code >= 0x30 && code <= 0x39) || (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a);

const MAJOR_CARD =
  /^(?:4\d{12}|4\d{15}|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|6(?:011|5\d\d|4[4-9]\d)\d{12}|35\d{14}|(?:2131|1800)\d{11})$/;
const OTHER_CARD = /^(?:4\d{18}|(?:5[0678]|6\d)\d{10,17}|2[2-7]\d{14})$/;
const CARD_WORD = /card|visa|maestro|mastercard|amex|cart[aeã]|tarjeta|karte|cvv|cc\b/i;

/** Long numbers pass the checksum one time in ten, so a rare kind of card must also be called one nearby. */
function isCard(found: string, text: string, start: number): boolean {
  const digits = found.replace(/\D/g, "");
  if (!passesLuhn(digits) || /^(\d)\1+$/.test(digits)) return false;
  if (MAJOR_CARD.test(digits)) return true;
  return (
    OTHER_CARD.test(digits) && CARD_WORD.test(text.slice(Math.max(0, start - 60), start + found.length + 30))
  );
}

const isSsn = (digits: string): boolean =>
  digits.length === 9 &&
  !/^(?:000|666|9)/.test(digits) &&
  !/^\d{3}00/.test(digits) &&
  !digits.endsWith("0000");

const isNino = (found: string): boolean => !/^(?:BG|GB|KN|NK|NT|TN)/.test(found);

const VERSION_WORD = /(?:version|release|section|chapter|clause|build|v|ver\.?|§)\s{0,2}$/i;

/** Not the machine itself, not "any", and not a version or section number. */
function isPersonalIpv4(found: string, text: string, start: number): boolean {
  const octets = found.split(".");
  if (octets.some((octet) => Number(octet) > 255 || (octet.length > 1 && octet.startsWith("0"))))
    return false;
  if (/^(?:0|127|255)\./.test(found)) return false;
  return !VERSION_WORD.test(text.slice(Math.max(0, start - 10), start));
}

function isIpv6(found: string): boolean {
  const groups = found.split(":").filter((group) => group !== "");
  const isShort = found.includes("::");
  if (found.indexOf("::") !== found.lastIndexOf("::") || found.includes(":::")) return false;
  if (!isShort) return groups.length === 8;
  // `a::b` is also how several languages name things; an address of a person is longer.
  return groups.length >= 3 && groups.length <= 7 && /\d/.test(found);
}
