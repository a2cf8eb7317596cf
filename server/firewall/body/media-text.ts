/** A file inside a request: its text, or that it has none. */
export type MediaText = { kind: "text"; prefix: string; text: string } | { kind: "binary" };

const DATA_URL = /^data:[^,]{0,200};base64,/i;
const BASE64 = /^[A-Za-z0-9+/_-]+={0,2}$/;
/** Shorter runs of base64 are read by the detectors themselves. */
const LENGTH_MIN = 1_024;
const HEAD_LENGTH = 4_096;

/**
 * What a long base64 string or a data URL holds. Images, sound and packed documents have no text that could be looked
 * through; null for anything that is no such string.
 */
export function mediaText(text: string): MediaText | null {
  const prefix = DATA_URL.exec(text)?.[0] ?? "";
  if (prefix === "" && text.length < LENGTH_MIN) return null;
  const data = prefix === "" ? text : text.slice(prefix.length);
  // A sample first: nearly every long text has a blank early on.
  if (!BASE64.test(data.slice(0, 256).replace(/=+$/, "")) || !BASE64.test(data)) return null;
  if (!isText(Buffer.from(data.slice(0, HEAD_LENGTH), "base64").toString())) return { kind: "binary" };
  return { kind: "text", prefix, text: Buffer.from(data, "base64").toString() };
}

/** Nearly no control characters and nothing that is no UTF-8; the last character may be cut. */
function isText(head: string): boolean {
  const whole = head.replace(/\ufffd{1,3}$/, "");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what tells bytes from text.
  const strange = whole.match(/[\x00-\x08\x0e-\x1f\ufffd]/g)?.length ?? 0;
  return whole !== "" && strange <= whole.length * 0.02;
}
