import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { deflateRawSync, inflateRawSync } from "node:zlib";

/** One of an organisation's keys for what is said in its requests. */
export interface ContentKey {
  version: number;
  key: Buffer;
}

/** Where a text belongs: it opens nowhere else. */
export interface ContentPlace {
  orgId: string;
  rowId: string;
  /** `request` and `response` of a conversation, else the name of the column. */
  part: string;
}

/** Compressing a shorter text takes three times as long as all the rest, on the path of the request, and spares little. */
const DEFLATE_MIN = 4_096;
/** A text of ours is a few hundred kilobytes at most; what inflates to more was not made here. */
const TEXT_BYTES_MAX = 16 * 1_024 * 1_024;
const PLAIN = 0;
const DEFLATED = 1;
const NONCE = 12;
const TAG = 16;

/** As base64 what `sealBytes` makes. */
export function sealContent(key: ContentKey, place: ContentPlace, text: string): string {
  return sealBytes(key, place, Buffer.from(text)).toString("base64");
}

/** Compressed where that pays and encrypted with AES-256-GCM: form (1) · nonce (12) · tag (16) · ciphertext. */
export function sealBytes({ key, version }: ContentKey, place: ContentPlace, bytes: Buffer): Buffer {
  const form = bytes.length < DEFLATE_MIN ? PLAIN : DEFLATED;
  const packed = form === PLAIN ? bytes : deflateRawSync(bytes, { level: 1 });
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(aadOf(place, version, form));
  const sealed = Buffer.concat([cipher.update(packed), cipher.final()]);
  return Buffer.concat([Buffer.of(form), nonce, cipher.getAuthTag(), sealed]);
}

/** Throws for another key, another place, and anything that was changed. */
export function openContent(key: ContentKey, place: ContentPlace, sealed: string): string {
  return openBytes(key, place, Buffer.from(sealed, "base64")).toString();
}

/** What `sealBytes` was given; throws as `openContent` does. */
export function openBytes({ key, version }: ContentKey, place: ContentPlace, bytes: Buffer): Buffer {
  const form = bytes[0] ?? PLAIN;
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(1, 1 + NONCE));
  decipher.setAAD(aadOf(place, version, form));
  decipher.setAuthTag(bytes.subarray(1 + NONCE, 1 + NONCE + TAG));
  const packed = Buffer.concat([decipher.update(bytes.subarray(1 + NONCE + TAG)), decipher.final()]);
  return form === DEFLATED ? inflateRawSync(packed, { maxOutputLength: TEXT_BYTES_MAX }) : packed;
}

function aadOf({ orgId, rowId, part }: ContentPlace, version: number, form: number): Buffer {
  return Buffer.from(["content", orgId, rowId, part, version, form].join("|"));
}
