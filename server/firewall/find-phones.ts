import type { Finding } from "./finding";
import { outsideOf } from "./merge-findings";

/** Shapes that are telephone numbers by themselves. */
const SHAPES: readonly RegExp[] = [
  // +44 7700 900139 · +46 (0)8 928 571 38 · +1-604-696-5272x565
  /(?<![\w+.])(?:\+|\b00(?=[1-9]\d?[ .-]))\d{1,3}(?:[ .-]{0,2}\(?\d{1,5}\)?){2,7}(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\w])/g,
  // (824) 555-0125 · 559-555-0127 · 1-559-555-0127 · 001-416-964-0439x01325
  /(?<![\w.+-])(?:(?:001|\+?1)[ .-])?(?:\([2-9]\d{2}\) ?|[2-9]\d{2}[.-])\d{3}[ .-]\d{4}(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\w-])/g,
  // (21) 96186-6699
  /(?<![\w+-])\(\d{2}\) ?(?:9\d{4}|[2-9]\d{3})[ .-]\d{4}(?![\w-])/g,
  // 07700 900721 · 032 288 79 44 · (08) 9234 5678
  /(?<![\w.:/+-]|\d,)\(?0\d{1,4}\)?[ .-]\d{2,8}(?:[ .-]\d{2,4}){0,4}(?!\w|-\d|[.,:/]\d)/g,
  // 0151/23456789 · 02/123.45.67
  /(?<![\w.:/+-]|\d,)\(?0\d{1,4}\)?\/(?:\d{5,8}|\d{2,3}(?:[. ]\d{2}){2,3})(?![\w-]|[.,:/]\d)/g,
  // 07700900123 · 015123456789
  /(?<![\w.:/+-]|\d,)0(?:7[1-9]\d{8}|1[5-7]\d{8,9})(?![\w-]|[.,:/]\d)/g,
  // 415 555 0132 · 612 345 678 · 612 34 56 78 · 98765 43210 · 138 0013 8000
  /(?<![\w.:/+-]|\d[ ,])(?:[2-9]\d{2} [2-9]\d{2} \d{4}|[679]\d{2} \d{3} \d{2}[1-9]|[679]\d{2}(?: \d{2}){3}|[6-9]\d{4} \d{5}|1[3-9]\d \d{4} \d{4})(?![\w-]|[.,:/ ]\d)/g,
  // 11 91234-5678 · 55 1234-5678 · 8 (495) 123-45-67
  /(?<![\w.:/+-]|\d[ ,])(?:\d{2} 9?\d{4}-\d{4}|8[ -]\(?\d{3}\)?[ -]\d{3}-\d{2}-\d{2})(?![\w-]|[.,:/ ]\d)/g,
];
const WORD =
  "phone|tel|telephone|mobile|cell|cellphone|fax|call|called|calling|desk|office|whatsapp|telefone|tel[eé]fono|celular|telefon|handy|t[eé]l[eé]phone|reach me (?:on|at)|answering at|messages to|message to|text me(?: at| on)?|sms|contact|dial|ring|my number|phone number|portable|m[oó]vil";
/** Groups of digits that a word before them makes a telephone number. */
const AFTER_WORD = new RegExp(
  `(?<![\\p{L}\\d])(?:${WORD})(?![\\p{L}])[^\\d+(\\p{L}]{0,8}(?:(?:is|at|on|to|me|us|him|her|back|number|no|nr|é|es|ist|:|us at|me at|me on)[^\\d+(\\p{L}]{1,4}){0,3}(\\+?\\(?\\d[\\d ().-]{5,20}\\d)(?: ?(?:x|ext\\.?) ?\\d{1,6})?(?![\\w])`,
  "giu",
);
const BEFORE_WORD =
  /(?<![\w.,:/+-])(\+?\(?\d{2,5}\)?(?:[ .-]\(?\d{2,5}\)?){1,5}),? {1,2}\(?(?:office|fax|mobile|cell|desk|home|work|tel|phone)(?!\w)/gi;

/** Telephone numbers outside of what has been found already. */
export function findPhones(text: string, taken: readonly Finding[]): Finding[] {
  const findings: Finding[] = [];
  const add = (start: number, found: string, isNamed: boolean): void => {
    const end = start + found.length;
    if (!isPlausible(found, isNamed)) return;
    findings.push({ kind: "PHONE", start, end });
  };
  for (const shape of SHAPES) {
    for (const match of text.matchAll(shape)) add(match.index, match[0], false);
  }
  for (const match of text.matchAll(AFTER_WORD)) {
    add(match.index + match[0].lastIndexOf(match[1] ?? ""), match[1] ?? "", true);
  }
  for (const match of text.matchAll(BEFORE_WORD)) add(match.index, match[1] ?? "", true);
  return outsideOf(findings, taken);
}

const DATE = /^(?:\d{4}[-.]\d{1,2}[-.]\d{1,2}|\d{1,2}[-.]\d{1,2}[-.]\d{2,4})(?: |$)/;

function isPlausible(found: string, isNamed: boolean): boolean {
  const [number = ""] = found.split(/x|ext/i);
  const digits = number.replace(/\D/g, "");
  const min = isNamed ? 7 : number.startsWith("+") ? 8 : 9;
  if (digits.length < min || digits.length > 15 || DATE.test(number)) return false;
  if (/^(\d)\1+$/.test(digits)) return false;
  // Without a separator a long number is an id unless it begins as numbers to dial do.
  return isNamed || /^(?:\+|0[17])/.test(number) || /\D/.test(number);
}
