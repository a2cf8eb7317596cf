import type { TokenUsage } from "@/server/pricing/token-usage";
import { isObject, type JsonObject, own, ownArray, ownObject, ownString, parseObject } from "../json-value";
import type { Answer } from "../upstream/judge-answer";
import { stopReasonOf } from "./messages-finish";
import type { WireContext } from "./wire";

/** A chat answer as the message that the caller of Messages expects; its first choice, as there are no others. */
export function toMessage(answer: Answer, context: WireContext, usage: TokenUsage | null): JsonObject {
  const choice = ownArray(answer.json, "choices").find(isObject) ?? {};
  const message = ownObject(choice, "message") ?? {};
  const calls = ownArray(message, "tool_calls").filter(isObject);
  const refusal = ownString(message, "refusal");
  const finishReason = refusal === null ? answer.finishReason : "content_filter";
  return {
    ...messageHead(context, answer.responseModel),
    content: [
      ...thoughts(message, context),
      ...texts(message),
      ...(refusal === null ? [] : [{ type: "text", text: refusal }]),
      ...calls.map(toolUse),
    ],
    stop_reason: stopReasonOf(finishReason, calls.length > 0),
    stop_sequence: null,
    usage: messagesUsage(usage),
  };
}

/** What a message has before its content. Where the provider names no model, it is the one that was asked. */
export function messageHead({ requestId, model: asked }: WireContext, named: string | null): JsonObject {
  const id = `msg_${requestId.replaceAll("-", "")}`;
  return { id, type: "message", role: "assistant", model: named ?? asked };
}

/** Usage in the words of Messages. Clients add these numbers up, so one that nobody knows is 0 here; records keep null. */
export function messagesUsage(usage: TokenUsage | null): JsonObject {
  const cached = usage?.cachedInputTokens ?? 0;
  const written = usage?.cacheWriteTokens ?? 0;
  return {
    input_tokens: Math.max(0, (usage?.inputTokens ?? 0) - cached - written),
    cache_creation_input_tokens: written,
    cache_read_input_tokens: cached,
    output_tokens: usage?.outputTokens ?? 0,
  };
}

/** Thoughts are shown only to a caller that asked for them, as others may not know the block. */
export function wantsThoughts(request: JsonObject): boolean {
  const type = own(ownObject(request, "thinking") ?? {}, "type");
  return type === "enabled" || type === "adaptive";
}

function thoughts(message: JsonObject, { request }: WireContext): JsonObject[] {
  const thinking = ownString(message, "reasoning_content") ?? ownString(message, "reasoning");
  if (thinking === null || !wantsThoughts(request)) return [];
  return [{ type: "thinking", thinking, signature: "" }];
}

function texts(message: JsonObject): JsonObject[] {
  const content = own(message, "content");
  if (typeof content === "string") return content === "" ? [] : [{ type: "text", text: content }];
  if (!Array.isArray(content)) return [];
  return content.flatMap((part) => {
    const text = isObject(part) ? ownString(part, "text") : null;
    return text === null ? [] : [{ type: "text", text }];
  });
}

function toolUse(call: JsonObject): JsonObject {
  const called = ownObject(call, "function") ?? {};
  const input = parseObject(ownString(called, "arguments") ?? "") ?? {};
  return { type: "tool_use", id: own(call, "id"), name: own(called, "name"), input };
}
