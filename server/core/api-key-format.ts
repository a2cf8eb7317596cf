import { crc32 } from "node:zlib";
import { randomBase62 } from "./ids";

/**
 * `fl_sk_` (server) or `fl_pk_` (publishable), 32 base62 characters (190 random bits), then the CRC-32 of all that
 * as six base62 characters: a mistyped key is refused without a query, and scanners recognise a leaked one.
 */
const KEY = /^fl_(sk|pk)_[0-9A-Za-z]{38}$/;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

export type KeyKind = "server" | "publishable";

export function generateApiKey(kind: KeyKind): string {
  const body = `${kind === "server" ? "fl_sk_" : "fl_pk_"}${randomBase62(32)}`;
  return body + checksum(body);
}

/** The kind of a well-formed key, or null for anything else. Says nothing about whether the key exists. */
export function parseApiKey(key: string): KeyKind | null {
  if (key.length !== 44 || !KEY.test(key)) return null;
  if (checksum(key.slice(0, 38)) !== key.slice(38)) return null;
  return key.startsWith("fl_sk_") ? "server" : "publishable";
}

function checksum(body: string): string {
  let rest = crc32(body) >>> 0;
  let text = "";
  for (let place = 0; place < 6; place++) {
    text = (ALPHABET[rest % 62] ?? "0") + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}
