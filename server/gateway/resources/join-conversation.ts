import { type JsonObject, own } from "../json-value";

interface Turn {
  sent: readonly JsonObject[];
  answer: readonly JsonObject[];
}

/**
 * A conversation with one more turn. Most callers send all that was said before again, some the last part of it, some
 * only what is new; what is there already is recognised and not repeated. A caller that goes back and says something
 * else has begun the conversation anew from there.
 */
export function joinConversation(before: readonly JsonObject[], { sent, answer }: Turn): JsonObject[] {
  const said = spoken(sent);
  const known = spoken(before);
  const start = repeatsHistory(known, said) ? overlap(known, said) : 0;
  if (start === null) return [...sent, ...answer];
  const instructions = sent.filter(isInstruction);
  const head = instructions.length > 0 ? instructions : before.filter(isInstruction);
  return [...head, ...known, ...said.slice(start), ...answer];
}

/** A single message is new, except where it is the whole conversation asked once more. */
function repeatsHistory(known: readonly JsonObject[], said: readonly JsonObject[]): boolean {
  const candidates = said.length > 1 ? known : known.length <= 2 ? known.slice(0, 1) : [];
  return candidates.some((message) => isSame(message, said[0]));
}

const spoken = (messages: readonly JsonObject[]): JsonObject[] =>
  messages.filter((message) => !isInstruction(message));

function isInstruction(message: JsonObject): boolean {
  const role = own(message, "role");
  return role === "system" || role === "developer";
}

/** How many of the messages sent are the end of what was said; null where they are not. */
function overlap(before: readonly JsonObject[], said: readonly JsonObject[]): number | null {
  for (let length = Math.min(before.length, said.length); length > 0; length--) {
    const tail = before.slice(-length);
    if (tail.every((message, index) => isSame(message, said[index]))) return length;
  }
  return null;
}

function isSame(left: JsonObject, right: JsonObject | undefined): boolean {
  return right !== undefined && nameOf(left) === nameOf(right);
}

/** Who says what; other members (names, marks for a cache) may change from call to call. */
function nameOf(message: JsonObject): string {
  const calls = own(message, "tool_calls");
  return JSON.stringify([own(message, "role"), textOf(own(message, "content")), calls ?? null]);
}

/** A text may be sent as it is or as its only part. */
function textOf(content: unknown): unknown {
  if (content === undefined || content === "") return null;
  if (!Array.isArray(content) || content.length !== 1) return content;
  const [part]: unknown[] = content;
  return typeof part === "object" && part !== null && "text" in part ? part.text : content;
}
