import { randomFillSync } from "node:crypto";

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const pool = Buffer.alloc(4096);
let used = pool.length;

function randomBytesPooled(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}

/** `length` characters of base62 from a cryptographic source, without modulo bias. */
export function randomBase62(length: number): string {
  let text = "";
  while (text.length < length) {
    for (const byte of randomBytesPooled(length)) {
      if (byte < 248 && text.length < length) text += ALPHABET[byte % 62];
    }
  }
  return text;
}

export type IdPrefix =
  | "org"
  | "usr"
  | "prj"
  | "key"
  | "pkey"
  | "price"
  | "rt"
  | "cand"
  | "exp"
  | "trl"
  | "ses"
  | "lgn"
  | "lsn"
  | "lrc"
  | "inv"
  | "fb"
  | "nps"
  | "evt"
  | "shw"
  | "pol"
  | "alw"
  | "fdr"
  | "rvw"
  | "aud"
  | "bud"
  | "out"
  | "prm"
  | "ds"
  | "row"
  | "eval"
  | "jdg"
  | "rtg"
  | "res"
  | "mail"
  | "ers"
  | "whe"
  | "whd"
  | "xpt"
  | "del"
  | "sct"
  | "scu"
  | "scg";

/** A prefixed id with 130 random bits, for example `org_4fT…`. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${randomBase62(22)}`;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));
let lastMs = 0;
let sequence = 0;

/** UUIDv7 (RFC 9562): 48 bits of Unix milliseconds, then a per-process counter and random bits; sorts by time. */
export function uuidv7(nowMs: number = Date.now()): string {
  const random = randomBytesPooled(10);
  if (nowMs > lastMs) {
    lastMs = nowMs;
    sequence = random.readUInt16BE(0) & 0x7ff;
  } else if (++sequence > 0xfff) {
    lastMs += 1;
    sequence = 0;
  }
  return written(lastMs, sequence, random);
}

/** The same for a time that is over; in one millisecond they sort at random. */
export function pastUuidv7(atMs: number): string {
  const random = randomBytesPooled(10);
  return written(atMs, random.readUInt16BE(0) & 0xfff, random);
}

function written(atMs: number, sequence: number, random: Buffer): string {
  const high = Math.floor(atMs / 0x10000);
  const hex = (value: number): string => HEX[value & 0xff] ?? "00";
  return (
    `${hex(high >>> 24)}${hex(high >>> 16)}${hex(high >>> 8)}${hex(high)}-` +
    `${hex((atMs % 0x10000) >>> 8)}${hex(atMs % 0x10000)}-` +
    `${hex(0x70 | (sequence >>> 8))}${hex(sequence)}-` +
    `${hex(0x80 | ((random[2] ?? 0) & 0x3f))}${hex(random[3] ?? 0)}-${random.toString("hex", 4, 10)}`
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export function isUuidv7(text: string): boolean {
  return UUID.test(text);
}

/** The time a UUIDv7 was made, in Unix milliseconds; it is also the row's `created_at`. */
export function uuidv7TimeMs(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
