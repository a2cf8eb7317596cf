import type { Steps } from "@/server/text/in-turns";
import { jsonStringEnd } from "@/server/text/json-string-end";
import { jsonTextSteps } from "@/server/text/json-text-steps";
import type { JsonObject } from "../json-value";
import { skipSpace, skipValue } from "./json-members";

/** The value nests deeper than is allowed. */
export class TooDeep extends Error {}

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
/** From an opening bracket or brace to the closing one. */
const CLOSING = 2;

/** So many bytes are parsed at once: some milliseconds, whatever they hold. */
const STEP_BYTES = 65_536;
/** Looking for where values end is quicker. */
const LOOK_BYTES = 1 << 20;

/**
 * What `JSON.parse` makes of the bytes, in steps: the parser itself can take a second for ten megabytes of small values.
 * Large arrays, objects and strings are taken apart here, everything smaller is left to it. Throws `SyntaxError` or `TooDeep`.
 */
export function* parseSteps(
  bytes: Buffer,
  { depthMax, stepBytes = STEP_BYTES }: { depthMax: number; stepBytes?: number },
): Steps<unknown> {
  const ends = yield* largeValues(bytes, { depthMax, stepBytes });
  const parsing = new Parsing(bytes, ends, stepBytes);
  const start = skipSpace(bytes, 0);
  const value = yield* parsing.value(start);
  if (skipSpace(bytes, parsing.endOf(start)) < bytes.length) throw notJson();
  return value;
}

/** Where each value ends that is too large to be parsed at once, by where it begins. */
function* largeValues(
  bytes: Buffer,
  { depthMax, stepBytes }: { depthMax: number; stepBytes: number },
): Steps<ReadonlyMap<number, number>> {
  const ends = new Map<number, number>();
  const open: number[] = [];
  let looked = LOOK_BYTES;
  const note = (start: number, end: number): void => {
    if (end - start > stepBytes) ends.set(start, end);
  };
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const end = jsonStringEnd(bytes, at);
      if (bytes[end - 1] !== QUOTE || end - at < 2) throw notJson();
      note(at, end);
      at = end - 1;
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (open.push(at) > depthMax) throw new TooDeep();
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      const start = open.pop();
      if (start === undefined || bytes[start] !== byte - CLOSING) throw notJson();
      note(start, at + 1);
    }
    if (at >= looked) {
      looked = at + LOOK_BYTES;
      yield;
    }
  }
  if (open.length > 0) throw notJson();
  return ends;
}

const notJson = (): SyntaxError => new SyntaxError("no JSON");

class Parsing {
  readonly #bytes: Buffer;
  readonly #ends: ReadonlyMap<number, number>;
  readonly #stepBytes: number;

  constructor(bytes: Buffer, ends: ReadonlyMap<number, number>, stepBytes: number) {
    this.#bytes = bytes;
    this.#ends = ends;
    this.#stepBytes = stepBytes;
  }

  endOf(start: number): number {
    return this.#ends.get(start) ?? skipValue(this.#bytes, start);
  }

  *value(start: number): Steps<unknown> {
    const end = this.#ends.get(start);
    if (end === undefined) return this.#parse(start, this.endOf(start));
    const first = this.#bytes[start];
    if (first === QUOTE) return yield* jsonTextSteps(this.#bytes, start, end);
    return first === OPEN_BRACE ? yield* this.#object(start, end) : yield* this.#array(start, end);
  }

  *#array(start: number, end: number): Steps<unknown[]> {
    const items: unknown[] = [];
    for (const part of this.#parts(start, end)) {
      yield;
      if (part.large !== null) items.push(yield* this.value(part.large));
      else for (const item of this.#parse(part.start, part.end, "[]")) items.push(item);
    }
    return items;
  }

  *#object(start: number, end: number): Steps<JsonObject> {
    const members: Record<string, unknown> = {};
    for (const part of this.#parts(start, end)) {
      yield;
      if (part.large !== null) {
        const name = this.#parse(part.start, this.endOf(part.start), "[]");
        setMember(members, String(name[0]), yield* this.value(part.large));
      } else
        for (const [name, value] of Object.entries(this.#parse(part.start, part.end, "{}")))
          setMember(members, name, value);
    }
    return members;
  }

  /** What stands between the commas of a large array or object: many small values at once, large ones each by itself. */
  *#parts(start: number, end: number): Generator<Part> {
    const bytes = this.#bytes;
    let at = skipSpace(bytes, start + 1);
    if (at === end - 1) return;
    for (let from = at; ; ) {
      const value = bytes[start] === OPEN_BRACE ? this.#behindName(at) : at;
      const isLarge = this.#ends.has(value);
      if (isLarge && from < at) yield { start: from, end: lastComma(bytes, at), large: null };
      const valueEnd = skipSpace(bytes, this.endOf(value));
      const isLast = valueEnd === end - 1;
      if (valueEnd === value || (!isLast && bytes[valueEnd] !== COMMA)) throw notJson();
      if (isLarge) yield { start: at, end: valueEnd, large: value };
      else if (isLast || valueEnd - from > this.#stepBytes) yield { start: from, end: valueEnd, large: null };
      if (isLast) return;
      at = skipSpace(bytes, valueEnd + 1);
      if (isLarge || valueEnd - from > this.#stepBytes) from = at;
    }
  }

  /** Where the value of the member begins whose name begins at `start`. */
  #behindName(start: number): number {
    const bytes = this.#bytes;
    if (bytes[start] !== QUOTE) throw notJson();
    const colon = skipSpace(bytes, this.endOf(start));
    if (bytes[colon] !== COLON) throw notJson();
    return skipSpace(bytes, colon + 1);
  }

  #parse(start: number, end: number): unknown;
  #parse(start: number, end: number, around: "[]"): unknown[];
  #parse(start: number, end: number, around: "{}"): JsonObject;
  #parse(start: number, end: number, [open, close]: string = ""): unknown {
    return JSON.parse(`${open ?? ""}${this.#bytes.toString("utf8", start, end)}${close ?? ""}`);
  }
}

interface Part {
  start: number;
  end: number;
  /** Where the one large value begins that the part consists of, but for its name. */
  large: number | null;
}

/** The comma before what begins at `start`. */
const lastComma = (bytes: Buffer, start: number): number => bytes.lastIndexOf(COMMA, start - 1);

/** As the parser itself sets it: `__proto__` is a name like any other. */
function setMember(members: Record<string, unknown>, name: string, value: unknown): void {
  if (name !== "__proto__") members[name] = value;
  else Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
}
