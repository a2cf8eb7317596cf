/** What a look at a text's digits tells: which patterns for numbers can match at all. */
export interface DigitShape {
  total: number;
  /** Most digits in one stretch of digits, blanks, dots, dashes, brackets and plus signs. */
  stretchMax: number;
  /** Groups of digits that follow a digit and a dot. */
  dotted: number;
  /** Two letters at the start of a word, then two digits. */
  hasIbanStart: boolean;
}

const DIGIT = /\d/g;

/** Hops from one stretch to the next; most text has few digits, and then no pattern needs to be tried. */
export function digitShape(text: string): DigitShape {
  const shape = { total: 0, stretchMax: 0, dotted: 0, hasIbanStart: false };
  DIGIT.lastIndex = 0;
  while (DIGIT.test(text)) DIGIT.lastIndex = readStretch(shape, text, DIGIT.lastIndex - 1);
  return shape;
}

/** From the first digit of a stretch to behind its last character. */
function readStretch(shape: DigitShape, text: string, start: number): number {
  let digits = 0;
  let at = start;
  for (; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (isDigit(code)) {
      digits += 1;
      if (!isDigit(text.charCodeAt(at - 1))) noteGroup(shape, text, at);
    } else if (!isJoint(code)) break;
  }
  shape.total += digits;
  shape.stretchMax = Math.max(shape.stretchMax, digits);
  return at;
}

function noteGroup(shape: DigitShape, text: string, start: number): void {
  const before = text.charCodeAt(start - 1);
  if (before === 46 && isDigit(text.charCodeAt(start - 2))) shape.dotted += 1;
  if (!isLetter(before) || !isLetter(text.charCodeAt(start - 2))) return;
  const outside = text.charCodeAt(start - 3);
  if (isLetter(outside) || isDigit(outside)) return;
  if (isDigit(text.charCodeAt(start + 1))) shape.hasIbanStart = true;
}

/** Blank, brackets, plus, dash, dot. */
const isJoint = (code: number): boolean =>
  code === 32 || code === 40 || code === 41 || code === 43 || code === 45 || code === 46;

/** False for NaN, which is what lies outside of a text. */
const isDigit = (code: number): boolean => code >= 48 && code <= 57;

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
