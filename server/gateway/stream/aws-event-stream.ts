import { crc32 } from "node:zlib";
import { ownString, parseObject } from "../json-value";
import type { UpstreamFailure } from "../upstream/outcome";
import type { StreamConsumer, StreamSource } from "../upstream/upstream-call";

const PRELUDE_BYTES = 12;
const CRC_BYTES = 4;
const MESSAGE_BYTES_MAX = 16 * 1024 * 1024;
const STRING = 7;
/** Bytes of a header's value by its type; a list of bytes and a string tell their length themselves. */
const VALUE_BYTES: Readonly<Record<number, number>> = { 0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16 };

/**
 * Turns AWS's binary event stream into server-sent events, whatever pieces it comes in, so that all that follows knows
 * one kind of stream. Both checksums of each message are compared: a damaged one ends the stream.
 */
export class AwsEventStream implements StreamConsumer {
  readonly #source: StreamSource;
  readonly #next: StreamConsumer;
  #pending: Buffer[] = [];
  #size = 0;
  /** How many bytes are needed before there is anything to do. */
  #wanted = PRELUDE_BYTES;

  constructor(source: StreamSource, next: StreamConsumer) {
    this.#source = source;
    this.#next = next;
  }

  get hasBegun(): boolean {
    return this.#next.hasBegun;
  }

  onChunk(chunk: Buffer): void {
    this.#pending.push(chunk);
    this.#size += chunk.length;
    if (this.#size < this.#wanted) return;
    const [only] = this.#pending;
    const bytes = this.#pending.length === 1 && only !== undefined ? only : Buffer.concat(this.#pending);
    try {
      this.#read(bytes);
    } catch {
      this.#source.stop({ outcome: "invalid_response", message: "the event stream is damaged" });
    }
  }

  #read(bytes: Buffer): void {
    const events: Buffer[] = [];
    let at = 0;
    this.#wanted = PRELUDE_BYTES;
    while (bytes.length - at >= PRELUDE_BYTES) {
      const length = messageLength(bytes, at);
      this.#wanted = length;
      if (bytes.length - at < length) break;
      events.push(eventOf(bytes.subarray(at, at + length)));
      at += length;
      this.#wanted = PRELUDE_BYTES;
    }
    this.#pending = at < bytes.length ? [bytes.subarray(at)] : [];
    this.#size = bytes.length - at;
    if (events.length > 0)
      this.#next.onChunk(events.length === 1 ? (events[0] ?? bytes) : Buffer.concat(events));
  }

  onEnd(): void {
    if (this.#size === 0) this.#next.onEnd();
    else this.#next.onFailure({ outcome: "truncated", message: "the stream ended within a message" });
  }

  onFailure(failure: UpstreamFailure): void {
    this.#next.onFailure(failure);
  }
}

/** Checks the prelude before its length is believed. */
function messageLength(bytes: Buffer, at: number): number {
  const length = bytes.readUInt32BE(at);
  const isIntact = crc32(bytes.subarray(at, at + 8)) === bytes.readUInt32BE(at + 8);
  if (!isIntact || length < PRELUDE_BYTES + CRC_BYTES || length > MESSAGE_BYTES_MAX)
    throw new Error("prelude");
  return length;
}

function eventOf(message: Buffer): Buffer {
  const end = message.length - CRC_BYTES;
  if (crc32(message.subarray(0, end)) !== message.readUInt32BE(end)) throw new Error("checksum");
  const headersEnd = PRELUDE_BYTES + message.readUInt32BE(4);
  if (headersEnd > end) throw new Error("headers");
  const headers = readHeaders(message.subarray(PRELUDE_BYTES, headersEnd));
  return serverSentEvent(headers, message.subarray(headersEnd, end).toString());
}

function readHeaders(bytes: Buffer): Map<string, string> {
  const headers = new Map<string, string>();
  let at = 0;
  while (at < bytes.length) {
    const nameEnd = at + 1 + bytes.readUInt8(at);
    const name = bytes.toString("utf8", at + 1, nameEnd);
    const type = bytes.readUInt8(nameEnd);
    const fixed = VALUE_BYTES[type];
    const start = nameEnd + (fixed === undefined ? 3 : 1);
    const end = start + (fixed ?? bytes.readUInt16BE(nameEnd + 1));
    if (end > bytes.length) throw new Error("header");
    if (type === STRING) headers.set(name, bytes.toString("utf8", start, end));
    at = end;
  }
  return headers;
}

/** What failed is an `error`; a `chunk` holds another provider's event as it would have sent it itself. */
function serverSentEvent(headers: Map<string, string>, payload: string): Buffer {
  if (headers.get(":message-type") !== "event") {
    const type = headers.get(":exception-type") ?? headers.get(":error-code") ?? "unknown";
    return sse("error", JSON.stringify({ type: "error", error: { type } }));
  }
  const name = headers.get(":event-type") ?? "";
  if (name !== "chunk") return sse(name, payload);
  const bytes = ownString(parseObject(payload) ?? {}, "bytes");
  if (bytes === null) throw new Error("chunk");
  const data = Buffer.from(bytes, "base64").toString();
  return sse(ownString(parseObject(data) ?? {}, "type") ?? "", data);
}

function sse(name: string, data: string): Buffer {
  return Buffer.from(`event: ${oneLine(name)}\ndata: ${oneLine(data)}\n\n`);
}

/** JSON has no line break but between its parts. */
function oneLine(text: string): string {
  return /[\r\n]/.test(text) ? text.replace(/[\r\n]+/g, " ") : text;
}
