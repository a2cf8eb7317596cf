import { mediaText } from "./media-text";
import type { JsonString } from "./walk-strings";

/** Words of the formats, and what a provider must get back as it gave it. */
const OPAQUE_NAMES: ReadonlySet<string> = new Set([
  ...["id", "object", "model", "role", "type", "status", "finish_reason", "stop_reason", "service_tier"],
  ...["system_fingerprint", "call_id", "tool_call_id", "tool_use_id", "item_id", "response_id"],
  ...["signature", "encrypted_content", "thought_signature", "obfuscation"],
]);
/** Signed by its provider, which refuses it when a word is changed. */
export const SIGNED_NAME = "thinking";
const LENGTH_MIN = 6;
/** Longer unbroken texts may be files. */
const MEDIA_LENGTH_MIN = 1_024;

/** Whether a string of an answer is read at all. */
export function isRead({ name, isName, text }: Pick<JsonString, "name" | "isName" | "text">): boolean {
  if (isName || text.length < LENGTH_MIN || OPAQUE_NAMES.has(name)) return false;
  return text.length < MEDIA_LENGTH_MIN || mediaText(text)?.kind !== "binary";
}
