import { isObject, type JsonObject, own, ownArray, ownString } from "../json-value";

/**
 * Thoughts in a chat message. Chat has no place for their signatures, without which a turn of Claude's that calls tools
 * cannot go on, nor for OpenAI's encrypted ones: they travel in `reasoning_details`, as callers of other gateways know
 * it. `thinking_blocks`, another custom of theirs, is read too.
 */
const FORMAT = "anthropic-claude-v1";
const OPENAI_FORMAT = "openai-responses-v1";

export interface Thought {
  /** Position of its block in the message. */
  index: number;
  text?: string;
  signature?: string;
  /** A thought that is not shown, only handed back. */
  data?: string;
}

export function thoughtDetail({ index, text, signature, data }: Thought): JsonObject {
  if (data !== undefined) return { type: "reasoning.encrypted", data, format: FORMAT, index };
  return {
    type: "reasoning.text",
    ...(text === undefined ? {} : { text }),
    ...(signature === undefined ? {} : { signature }),
    format: FORMAT,
    index,
  };
}

/** The thoughts of an assistant's message as blocks, in their order; those without a signature are of no use. */
export function thoughtBlocks(message: JsonObject): JsonObject[] {
  const blocks = ownArray(message, "thinking_blocks").filter(isObject).filter(isSigned);
  return blocks.length > 0 ? blocks : detailBlocks(ownArray(message, "reasoning_details").filter(isObject));
}

function isSigned(block: JsonObject): boolean {
  if (own(block, "type") === "redacted_thinking") return ownString(block, "data") !== null;
  return own(block, "type") === "thinking" && ownString(block, "signature") !== null;
}

/** Pieces of one thought carry its index: a client that kept a stream's pieces apart sends them like that. */
function detailBlocks(details: readonly JsonObject[]): JsonObject[] {
  const thoughts = new Map<unknown, { text: string; signature: string; data: string | null }>();
  for (const [position, detail] of details.entries()) {
    const format = ownString(detail, "format");
    if (format !== null && format !== FORMAT) continue;
    const index = own(detail, "index") ?? `at ${position}`;
    const thought = thoughts.get(index) ?? { text: "", signature: "", data: null };
    thoughts.set(index, thought);
    if (own(detail, "type") === "reasoning.encrypted") thought.data = ownString(detail, "data");
    thought.text += ownString(detail, "text") ?? "";
    thought.signature += ownString(detail, "signature") ?? "";
  }
  return [...thoughts.values()].flatMap(({ text, signature, data }): JsonObject[] => {
    if (data !== null) return [{ type: "redacted_thinking", data }];
    return signature === "" ? [] : [{ type: "thinking", thinking: text, signature }];
  });
}

/** A reasoning item of Responses as a detail; null when there is nothing in it to be handed back. */
export function sealedThought(item: JsonObject, index: number): JsonObject | null {
  const data = ownString(item, "encrypted_content");
  if (data === null) return null;
  return { type: "reasoning.encrypted", data, id: own(item, "id"), format: OPENAI_FORMAT, index };
}

/** The other way round: the reasoning items of an assistant's message. */
export function sealedThoughts(message: JsonObject): JsonObject[] {
  return ownArray(message, "reasoning_details")
    .filter(isObject)
    .filter((detail) => own(detail, "format") === OPENAI_FORMAT && ownString(detail, "data") !== null)
    .map((detail) => ({
      type: "reasoning",
      id: own(detail, "id"),
      summary: [],
      encrypted_content: own(detail, "data"),
    }));
}
