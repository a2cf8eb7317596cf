import { AppError } from "@/server/core/errors";
import { hmacHex } from "@/server/core/secrets";
import { isObject, type JsonObject, own, ownArray, ownObject, ownString } from "../json-value";
import type { HeaderMap } from "../types";
import { conversationId } from "./provider-history";
import type { ModelEndpoint } from "./read-body";

export type SessionSource =
  | "header"
  | "x-session-id"
  | "prompt_cache_key"
  | "metadata"
  | "conversation"
  | "previous_response"
  | "derived"
  | "request"
  /** What belongs to no conversation. */
  | "none";

export interface Session {
  id: string;
  source: SessionSource;
}

export interface SessionInput {
  requestId: string;
  orgId: string;
  projectId: string;
  endUserId: string | null;
  headers: HeaderMap;
  json: JsonObject;
  endpoint: ModelEndpoint;
  /** The session of the answer that this request goes on from, where it is known. */
  continuedSessionId: string | null;
  /** Keys the hashes, so that a session id says nothing about the prompt it came from. */
  hashKey: Buffer;
}

/** What may be stored and sent back in a header as it is. */
const PLAIN_ID = /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/;

/** Which session a request belongs to, by the first rule that gives one; the rule is part of the answer. */
export function resolveSession(input: SessionInput): Session {
  const { headers, json } = input;
  const named = headers["floopy-session-id"] ?? headers["helicone-session-id"];
  if (named !== undefined) return { id: checkNamed(named), source: "header" };
  return (
    fromOutside(input, "x-session-id", headers["x-session-id"]) ??
    fromOutside(input, "prompt_cache_key", ownString(json, "prompt_cache_key")) ??
    fromOutside(input, "metadata", metadataUser(json)) ??
    continued(input) ??
    derived(input) ?? { id: input.requestId, source: "request" }
  );
}

function checkNamed(id: string): string {
  if (PLAIN_ID.test(id)) return id;
  throw new AppError("invalid_request", "floopy-session-id must be 1 to 128 printable ASCII characters.", {
    param: "floopy-session-id",
  });
}

/** Ids made for another purpose may be of any length or alphabet: those that cannot be used as they are get hashed. */
function fromOutside(
  input: SessionInput,
  source: SessionSource,
  id: string | null | undefined,
): Session | null {
  if (id === null || id === undefined || id === "") return null;
  return { id: PLAIN_ID.test(id) ? id : hashed(input, [source, id]), source };
}

function metadataUser(json: JsonObject): string | null {
  const metadata = ownObject(json, "metadata");
  return metadata === null ? null : ownString(metadata, "user_id");
}

/** A conversation that a provider keeps is one session, and an answer that is gone on from belongs to its own. */
function continued(input: SessionInput): Session | null {
  const { endpoint, json, continuedSessionId: id } = input;
  if (endpoint !== "responses") return null;
  if (id !== null) return { id, source: "previous_response" };
  return (
    fromOutside(input, "conversation", conversationId(json)) ??
    fromOutside(input, "previous_response", ownString(json, "previous_response_id"))
  );
}

/** The same system prompt, first user message and user are taken for the same conversation. */
function derived(input: SessionInput): Session | null {
  const messages = messagesOf(input);
  const firstUser = messages.find((message) => own(message, "role") === "user");
  if (firstUser === undefined) return null;
  const system = messages
    .filter((message) => own(message, "role") === "system" || own(message, "role") === "developer")
    .map((message) => textOf(own(message, "content")));
  for (const name of ["system", "instructions"]) {
    const instructions = own(input.json, name);
    if (instructions != null) system.push(textOf(instructions));
  }
  const user = input.endUserId ?? ownString(input.json, "user") ?? "";
  return { id: hashed(input, [...system, textOf(own(firstUser, "content")), user]), source: "derived" };
}

/** The messages of any format; a text to embed is none. */
function messagesOf({ endpoint, json }: SessionInput): JsonObject[] {
  if (endpoint !== "responses") return ownArray(json, "messages").filter(isObject);
  const text = ownString(json, "input");
  return text === null ? ownArray(json, "input").filter(isObject) : [{ role: "user", content: text }];
}

const textOf = (content: unknown): string =>
  typeof content === "string" ? content : JSON.stringify(content ?? "");

function hashed(input: SessionInput, parts: readonly string[]): string {
  return `ses_${hmacHex(input.hashKey, JSON.stringify([input.orgId, input.projectId, ...parts])).slice(0, 32)}`;
}
