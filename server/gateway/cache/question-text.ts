import { isObject, type JsonObject, own, ownArray, ownString } from "../json-value";
import type { ModelEndpoint } from "../stages/read-body";

export interface ComparableQuestion {
  /** What the user said last. */
  text: string;
  /** The request without it: only questions in the same context are compared. */
  context: JsonObject;
}

/** Longer ones differ in too many ways for one number to tell. */
const TEXT_MAX = 8_000;
const FORMATS: ReadonlySet<ModelEndpoint> = new Set<ModelEndpoint>(["chat", "messages"]);

/**
 * The last user message where its wording may be another one. Null where like questions have unlike answers: tools may be
 * called, results or images are part of it, or it is not the user who spoke last.
 */
export function comparableText(endpoint: ModelEndpoint, json: JsonObject): ComparableQuestion | null {
  if (!FORMATS.has(endpoint)) return null;
  if (ownArray(json, "tools").length > 0 || ownArray(json, "functions").length > 0) return null;
  const messages = ownArray(json, "messages");
  const last = messages.at(-1);
  if (!isObject(last) || own(last, "role") !== "user") return null;
  const text = plainText(own(last, "content"));
  if (text === null || text.trim() === "" || text.length > TEXT_MAX) return null;
  return { text, context: { ...json, messages: [...messages.slice(0, -1), { ...last, content: null }] } };
}

function plainText(content: unknown): string | null {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return null;
  const texts: string[] = [];
  for (const part of content) {
    const text = isObject(part) && own(part, "type") === "text" ? ownString(part, "text") : null;
    if (text === null) return null;
    texts.push(text);
  }
  return texts.join("\n");
}
