import { isObject, type JsonObject, own, ownArray, ownString } from "../json-value";
import { readResponsesUsage } from "../providers/read-usage";
import type { Answer } from "../upstream/judge-answer";
import { sealedThought } from "./chat-thoughts";
import { completionHead } from "./message-to-chat";
import type { WireContext } from "./wire";

/** Endings that a client of chat may know. */
const FINISHES: ReadonlySet<string> = new Set(["stop", "length", "tool_calls", "content_filter"]);

/** A response as the chat completion that a caller of chat expects. */
export function responseToCompletion(answer: Answer, context: WireContext): JsonObject {
  const items = ownArray(answer.json, "output").filter(isObject);
  const parts = items
    .filter((item) => own(item, "type") === "message")
    .flatMap((item) => ownArray(item, "content").filter(isObject));
  const content = textOf(parts, "text");
  const refusal = textOf(parts, "refusal");
  const thoughts = items.filter((item) => own(item, "type") === "reasoning");
  const reasoning = thoughts.map(thoughtText).join("\n\n");
  const sealed = thoughts.flatMap((item, index) => sealedThought(item, index) ?? []);
  const calls = items.filter((item) => own(item, "type") === "function_call").map(toolCall);
  const annotations = parts
    .flatMap((part) => ownArray(part, "annotations").filter(isObject))
    .map(chatAnnotation);
  const logprobs = parts.flatMap((part) => ownArray(part, "logprobs"));
  const message = {
    role: "assistant",
    content: content === "" && calls.length > 0 ? null : content,
    refusal: refusal === "" ? null : refusal,
    ...(reasoning === "" ? {} : { reasoning_content: reasoning }),
    ...(sealed.length === 0 ? {} : { reasoning_details: sealed }),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
    ...(annotations.length === 0 ? {} : { annotations }),
  };
  return {
    ...completionHead(context, "chat.completion", answer.responseModel),
    choices: [
      {
        index: 0,
        message,
        logprobs: logprobs.length === 0 ? null : { content: logprobs, refusal: null },
        finish_reason: chatFinish(answer.finishReason),
      },
    ],
    usage: responseChatUsage(answer.usage),
  };
}

/** An ending that chat has no word for was not a proper one. */
export function chatFinish(reason: string | null): string {
  return reason !== null && FINISHES.has(reason) ? reason : "length";
}

export function responseChatUsage(usage: JsonObject | null): JsonObject {
  const read = readResponsesUsage(usage);
  const input = read?.inputTokens ?? 0;
  const output = read?.outputTokens ?? 0;
  return {
    prompt_tokens: input,
    completion_tokens: output,
    total_tokens: input + output,
    prompt_tokens_details: {
      cached_tokens: read?.cachedInputTokens ?? 0,
      cache_write_tokens: read?.cacheWriteTokens ?? 0,
    },
    completion_tokens_details: { reasoning_tokens: read?.reasoningTokens ?? 0 },
  };
}

/** An annotation of Responses as chat has it: the same facts, one level deeper. */
export function chatAnnotation({ type, ...facts }: JsonObject): JsonObject {
  return typeof type === "string" ? { type, [type]: facts } : facts;
}

function textOf(parts: readonly JsonObject[], name: "text" | "refusal"): string {
  return parts.map((part) => ownString(part, name) ?? "").join("");
}

function thoughtText(item: JsonObject): string {
  return [...ownArray(item, "summary"), ...ownArray(item, "content")]
    .filter(isObject)
    .map((part) => ownString(part, "text") ?? "")
    .join("\n\n");
}

function toolCall(item: JsonObject): JsonObject {
  const called = { name: own(item, "name"), arguments: ownString(item, "arguments") ?? "{}" };
  return { id: own(item, "call_id") ?? own(item, "id"), type: "function", function: called };
}
