import { jsonStringEnd } from "@/server/text/json-string-end";

/** Where a member's value lies in the bytes, `end` exclusive. */
export interface ValueRange {
  start: number;
  end: number;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * Finds members of the outermost object without building anything. The bytes must be valid JSON of an object.
 * Every occurrence is returned: parsers differ in which of two equal names they take.
 */
export function findMembers(bytes: Buffer, name: string): ValueRange[] {
  const found: ValueRange[] = [];
  let at = skipSpace(bytes, 0) + 1;
  for (;;) {
    at = skipSpace(bytes, at);
    if (bytes[at] !== QUOTE) return found;
    const nameEnd = jsonStringEnd(bytes, at);
    const isWanted = memberName(bytes, at, nameEnd) === name;
    const start = skipSpace(bytes, skipSpace(bytes, nameEnd) + 1);
    const end = skipValue(bytes, start);
    if (isWanted) found.push({ start, end });
    at = skipSpace(bytes, end);
    if (bytes[at] !== COMMA) return found;
    at += 1;
  }
}

/**
 * The value of a member that is known to exist at the top; the quick way when its name occurs only once in all
 * the bytes and no letter can be hidden in an escape.
 */
export function findSoleMember(bytes: Buffer, name: string): ValueRange[] {
  const quoted = `"${name}"`;
  const first = bytes.indexOf(quoted);
  const isSole = first !== -1 && bytes.indexOf(quoted, first + 1) === -1 && bytes.indexOf("\\u00") === -1;
  if (!isSole) return findMembers(bytes, name);
  const colon = skipSpace(bytes, first + quoted.length);
  if (bytes[colon] !== COLON) return findMembers(bytes, name);
  const start = skipSpace(bytes, colon + 1);
  return [{ start, end: skipValue(bytes, start) }];
}

/** A whole member, name and value, by where its value lies. */
export function wholeMember(bytes: Buffer, { start, end }: ValueRange): ValueRange {
  const colon = skipSpaceBack(bytes, start);
  const nameEnd = skipSpaceBack(bytes, colon - 1);
  return { start: openingQuote(bytes, nameEnd - 2), end };
}

/** Of a name that ends behind `from`: quotes within it have a backslash before them. */
function openingQuote(bytes: Buffer, from: number): number {
  let at = bytes.lastIndexOf(QUOTE, from);
  while (at > 0 && bytes[at - 1] === BACKSLASH) at = bytes.lastIndexOf(QUOTE, at - 1);
  return at;
}

/** The same with one comma beside it, so that what is left is JSON again. */
export function memberAndComma(bytes: Buffer, value: ValueRange): ValueRange {
  const { start, end } = wholeMember(bytes, value);
  const after = skipSpace(bytes, end);
  if (bytes[after] === COMMA) return { start, end: after + 1 };
  const before = skipSpaceBack(bytes, start);
  return { start: bytes[before - 1] === COMMA ? before - 1 : start, end };
}

/** Behind the last byte before `start` that is no space. */
function skipSpaceBack(bytes: Buffer, start: number): number {
  let at = start;
  while (at > 0 && skipSpace(bytes, at - 1) !== at - 1) at -= 1;
  return at;
}

function memberName(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString("utf8", start + 1, end - 1);
  return text.includes("\\") ? String(JSON.parse(`"${text}"`)) : text;
}

export function skipSpace(bytes: Buffer, start: number): number {
  let at = start;
  for (;;) {
    const byte = bytes[at];
    if (byte !== 0x20 && byte !== 0x0a && byte !== 0x0d && byte !== 0x09) return at;
    at += 1;
  }
}

export function skipValue(bytes: Buffer, start: number): number {
  const first = bytes[start];
  if (first === QUOTE) return jsonStringEnd(bytes, start);
  if (first === OPEN_BRACE || first === OPEN_BRACKET) return skipNested(bytes, start);
  let at = start;
  while (at < bytes.length && !isScalarEnd(bytes[at])) at += 1;
  return at;
}

function isScalarEnd(byte: number | undefined): boolean {
  return (
    byte === COMMA || byte === CLOSE_BRACE || byte === CLOSE_BRACKET || (byte !== undefined && byte <= 0x20)
  );
}

function skipNested(bytes: Buffer, start: number): number {
  let depth = 0;
  let at = start;
  while (at < bytes.length) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = jsonStringEnd(bytes, at);
      continue;
    }
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET) depth += 1;
    if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) depth -= 1;
    at += 1;
    if (depth === 0) return at;
  }
  return at;
}
