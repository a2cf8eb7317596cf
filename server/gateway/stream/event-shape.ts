import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";

/** A piece of text as the last event gave it. */
export interface ContentPiece {
  choice: unknown;
  text: string;
}

const NAME = '"content"';
const NOTHING = Buffer.alloc(0);
const TRIES = 32;

/**
 * The events of a stream are alike but for the text of their one `content`. Once one has been parsed, an event that
 * has the same text before and after its own is known without being parsed.
 */
export class EventShape {
  #before: Buffer = NOTHING;
  #after: Buffer = NOTHING;
  #choice: unknown;
  #isKnown = false;
  #triesLeft = TRIES;

  /** Whether an event has the known shape and some content. Byte by byte: cheaper than any call for so few. */
  matches(event: Buffer): boolean {
    const start = this.#before.length;
    const end = event.length - this.#after.length;
    if (!this.#isKnown || end <= start) return false;
    return hasAt(event, this.#before, 0) && hasAt(event, this.#after, end) && isPlain(event, start, end);
  }

  /** The content of an event that matches. */
  contentOf(event: Buffer): ContentPiece {
    const end = event.length - this.#after.length;
    return { choice: this.#choice, text: event.toString("utf8", this.#before.length, end) };
  }

  /** Takes the shape of a parsed event that holds content and nothing else of note. */
  learn(event: Buffer, chunk: JsonObject): void {
    if (this.#triesLeft === 0) return;
    this.#triesLeft -= 1;
    const [choice, second] = ownArray(chunk, "choices");
    if (!isObject(choice) || second !== undefined) return;
    const delta = ownObject(choice, "delta");
    const content = delta === null ? null : ownString(delta, "content");
    const start = contentStart(event.toString("latin1"));
    if (content === null || start === -1) return;
    const bytes = Buffer.from(`${content}"`);
    if (!hasAt(event, bytes, start)) return;
    this.#before = Buffer.from(event.subarray(0, start));
    this.#after = Buffer.from(event.subarray(start + bytes.length - 1));
    this.#choice = own(choice, "index");
    this.#isKnown = true;
  }
}

function hasAt(event: Buffer, bytes: Buffer, start: number): boolean {
  if (start + bytes.length > event.length) return false;
  for (let at = 0; at < bytes.length; at++) if (event[start + at] !== bytes[at]) return false;
  return true;
}

/** Neither the end of the string, nor an escape, nor what JSON forbids inside one. */
function isPlain(event: Buffer, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const byte = event[at] ?? 0;
    if (byte === 0x22 || byte === 0x5c || byte < 0x20) return false;
  }
  return true;
}

/** Where the text of the only member named `content` begins; -1 unless there is exactly one and nothing is escaped. */
function contentStart(event: string): number {
  const at = event.indexOf(NAME);
  if (at === -1 || event.indexOf(NAME, at + 1) !== -1 || event.includes("\\")) return -1;
  const value = /^\s*:\s*"/.exec(event.slice(at + NAME.length, at + NAME.length + 8))?.[0];
  return value === undefined ? -1 : at + NAME.length + value.length;
}
