import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";

/** One purpose, one key: a token made for one purpose can never verify for another. */
export type SecretPurpose =
  | "api-key-pepper"
  | "auth-session"
  | "magic-link"
  | "throttle"
  | "cursor"
  | "widget-token"
  | "survey-sampling"
  | "network-hash"
  | "webhook"
  | "end-user-hash"
  | "session-hash"
  | "idempotency-answers"
  | "cache-name"
  | "cache-seal"
  | "recovery-code"
  | "sso-attempt"
  | "erasure"
  | "export-link"
  | "canary"
  | "budget-end-user";

/** 32 bytes for one purpose, derived from the master key (HKDF-SHA256, RFC 5869). */
export function deriveKey(master: Buffer, purpose: SecretPurpose): Buffer {
  return Buffer.from(hkdfSync("sha256", master, "floopy", purpose, 32));
}

export function hmacHex(key: Buffer, text: string): string {
  return createHmac("sha256", key).update(text).digest("hex");
}

export function equalsConstantTime(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}
