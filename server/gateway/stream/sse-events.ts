const LF = 0x0a;
const CR = 0x0d;
const EVENT_BYTES_MAX = 16 * 1024 * 1024;

/**
 * Cuts a byte stream into whole server-sent events, wherever the network split it. Bytes are never decoded here,
 * so a character split between two pieces stays whole.
 */
export class SseSplitter {
  #pending: Buffer | null = null;
  /** Where in the pending bytes to go on looking, so that a long event in small pieces is not read again and again. */
  #searchFrom = 0;

  /** The whole events that are complete now, as one run of bytes; null when none is. */
  push(chunk: Buffer): Buffer | null {
    const bytes = this.#pending === null ? chunk : Buffer.concat([this.#pending, chunk]);
    const end = lastEventEnd(bytes, this.#searchFrom);
    if (end === 0) {
      if (bytes.length > EVENT_BYTES_MAX) throw new Error("an event is too large");
      this.#pending = bytes;
      this.#searchFrom = Math.max(0, bytes.length - 3);
      return null;
    }
    this.#pending = end < bytes.length ? bytes.subarray(end) : null;
    this.#searchFrom = 0;
    return end < bytes.length ? bytes.subarray(0, end) : bytes;
  }

  /** What came after the last whole event: an event that only lacks its closing blank line, or a fragment. */
  rest(): Buffer | null {
    return this.#pending;
  }
}

/** The end of the last blank line, 0 when there is none. */
function lastEventEnd(bytes: Buffer, from: number): number {
  let at = bytes.length;
  // Most pieces are one whole event.
  if (at > 1 && bytes[at - 1] === LF && bytes[at - 2] === LF) return at;
  while (at > from) {
    at = bytes.lastIndexOf(LF, at - 1);
    if (at < 1 || at < from) return 0;
    if (bytes[at - 1] === LF || (bytes[at - 1] === CR && bytes[at - 2] === LF)) return at + 1;
  }
  return 0;
}

/** The end of the first event at or after `start`, its blank line included. */
export function eventEnd(bytes: Buffer, start: number): number {
  let at = bytes.indexOf(LF, start);
  while (at !== -1) {
    if (bytes[at + 1] === LF) return at + 2;
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3;
    at = bytes.indexOf(LF, at + 1);
  }
  return bytes.length;
}

/** A stretch of the bytes; the bytes themselves when it is all of them. */
export function stretch(bytes: Buffer, start: number, end: number): Buffer {
  return start === 0 && end === bytes.length ? bytes : bytes.subarray(start, end);
}

/** The data of one event, null for a comment or an event without data. */
export function eventData(event: string): string | null {
  // Nearly every event is one line of data.
  if (event.startsWith("data: ") && event.indexOf("\n") === event.length - 2) return event.slice(6, -2);
  let data: string | null = null;
  for (const line of event.split(/\r\n|\n/)) {
    if (!line.startsWith("data:")) continue;
    const value = line.startsWith("data: ") ? line.slice(6) : line.slice(5);
    data = data === null ? value : `${data}\n${value}`;
  }
  return data;
}
