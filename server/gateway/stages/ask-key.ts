import { hmacHex } from "@/server/core/secrets";
import { isObject, type JsonObject, own, ownString } from "../json-value";
import type { HeaderMap } from "../types";
import type { Session, SessionSource } from "./resolve-session";
import { itemsOf, userTurn } from "./user-turns";

export interface AskInput {
  orgId: string;
  projectId: string;
  endUserId: string | null;
  session: Session;
  headers: HeaderMap;
  json: JsonObject;
  /** Keys the hash, so that it says nothing about what was asked. */
  hashKey: Buffer;
}

/** Rules that tell one conversation from another; the others may lump users together who ask the same thing. */
const TELLING: ReadonlySet<SessionSource> = new Set([
  "header",
  "x-session-id",
  "metadata",
  "conversation",
  "previous_response",
]);
/** Shorter texts (“please continue”) are said again and again by users who are content. */
const BYTES_MIN = 20;
const SYSTEM_CHARS = 256;
const KEY_LENGTH = 16;

/**
 * A name for what a user has asked, the same when the same conversation asks it again in other case, spacing or
 * punctuation. Null for what is no question of a user: a step of an agent, pictures, a client that repeats a call by itself.
 */
export function askKey({ session, headers, json, ...input }: AskInput): string | null {
  const isTold = TELLING.has(session.source) || input.endUserId !== null || ownString(json, "user") !== null;
  if (!isTold || session.source === "request" || repeatsItself(headers)) return null;
  const items = itemsOf(json);
  const text = questionOf(items.at(-1));
  if (text === null) return null;
  const first = items.map(userTurn).find((turn) => turn !== null);
  // Programs ask the same text for several ends, and the same end about several texts: those differ here.
  const about = [instructionsOf(json, items), normalized(first?.text ?? "")];
  const parts = [input.orgId, input.projectId, session.id, ...about, text];
  return hmacHex(input.hashKey, JSON.stringify(["ask", ...parts])).slice(0, KEY_LENGTH);
}

/** Libraries of providers count how often they have repeated a call. */
function repeatsItself(headers: HeaderMap): boolean {
  return Number(headers["x-stainless-retry-count"] ?? 0) > 0;
}

/** What a user says last, in words; null for anything else. */
function questionOf(item: unknown): string | null {
  const turn = userTurn(item);
  if (turn === null || turn.hasImages || hasOtherParts(item)) return null;
  const text = normalized(turn.text);
  return Buffer.byteLength(text) < BYTES_MIN ? null : text;
}

function normalized(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(IGNORED, "");
}

/** Signs stay: of two sums that differ by one, the second is another question. */
const IGNORED = /[\p{P}\p{Z}\p{C}]+/gu;

/** What a tool has found, or a file, stands in a user's turn on some wires. */
function hasOtherParts(item: unknown): boolean {
  const content = isObject(item) ? own(item, "content") : null;
  if (!Array.isArray(content)) return false;
  return content.some((part) => !isObject(part) || !TEXTS.has(own(part, "type")));
}

const TEXTS: ReadonlySet<unknown> = new Set(["text", "input_text"]);

/** How the instructions begin; what is looked up for a question often stands at their end. */
function instructionsOf(json: JsonObject, items: readonly unknown[]): string {
  const given = [own(json, "system"), own(json, "instructions")];
  const first = items[0];
  if (isObject(first) && own(first, "role") !== "user") given.push(own(first, "content"));
  return given
    .map((text) => (typeof text === "string" ? text : JSON.stringify(text ?? "")).slice(0, SYSTEM_CHARS))
    .join("\n");
}
