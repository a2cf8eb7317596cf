import { isObject, type JsonObject, own, ownArray, ownObject, ownString, withoutNulls } from "../json-value";
import { chatMessages, joinTexts, withMark } from "./messages-to-chat-content";
import { untranslatable } from "./untranslatable";
import type { WireTarget } from "./wire";

/**
 * A Messages request as a chat request, for a provider that speaks only chat. What only tunes the answer (`top_k`,
 * `thinking`, cache marks) is sent where the provider is known to take it and left out elsewhere; what would change
 * its meaning is refused.
 */
export function toChatRequest(request: JsonObject, { model, provider }: WireTarget): JsonObject {
  const { quirks } = provider;
  const { takes } = quirks;
  const isStream = own(request, "stream") === true;
  const maxTokensField =
    quirks.maxTokensField === "max_completion_tokens" ? "max_completion_tokens" : "max_tokens";
  return withoutNulls({
    model,
    messages: [
      ...systemMessage(request, takes.cacheMarks),
      ...ownArray(request, "messages").flatMap((message, index) =>
        chatMessages(message, index, takes.cacheMarks),
      ),
    ],
    [maxTokensField]: own(request, "max_tokens"),
    temperature: own(request, "temperature"),
    top_p: own(request, "top_p"),
    stop: own(request, "stop_sequences"),
    top_k: takes.topK ? own(request, "top_k") : undefined,
    user: takes.user ? ownString(ownObject(request, "metadata") ?? {}, "user_id") : undefined,
    reasoning_effort: quirks.reasoningEffort?.test(model) === true ? effortOf(request) : undefined,
    ...toolMembers(request, takes.cacheMarks),
    response_format: responseFormat(request),
    ...(isStream ? { stream: true } : {}),
    ...(isStream && quirks.supportsStreamOptions ? { stream_options: { include_usage: true } } : {}),
  });
}

/** Marks for the prompt cache stand on the parts of a content. */
function systemMessage(request: JsonObject, keepsMarks: boolean): JsonObject[] {
  const blocks = ownArray(request, "system").filter(isObject);
  const isMarked = keepsMarks && blocks.some((block) => own(block, "cache_control") != null);
  const text = joinTexts(own(request, "system"), "system");
  if (text === "") return [];
  const parts = blocks.map((block) =>
    withMark({ type: "text", text: own(block, "text") }, block, keepsMarks),
  );
  return [{ role: "system", content: isMarked ? parts : text }];
}

const BUDGETS = { low: 4_096, medium: 16_384 };

/** How hard the model is to think, in the words of chat; null where the caller leaves that open. */
function effortOf(request: JsonObject): string | null {
  const effort = ownString(ownObject(request, "output_config") ?? {}, "effort");
  if (effort !== null) return effort === "low" || effort === "medium" ? effort : "high";
  const thinking = ownObject(request, "thinking");
  const budget = thinking === null ? null : own(thinking, "budget_tokens");
  if (typeof budget !== "number" || thinking === null || own(thinking, "type") !== "enabled") return null;
  if (budget < BUDGETS.low) return "low";
  return budget < BUDGETS.medium ? "medium" : "high";
}

function toolMembers(request: JsonObject, keepsMarks: boolean): JsonObject {
  const tools = ownArray(request, "tools");
  if (tools.length === 0) return {};
  const choice = ownObject(request, "tool_choice");
  return {
    tools: tools.map((tool, index) => chatTool(tool, index, keepsMarks)),
    tool_choice: choice === null ? undefined : chatToolChoice(choice),
    parallel_tool_calls: choice !== null && own(choice, "disable_parallel_tool_use") === true ? false : null,
  };
}

function chatTool(tool: unknown, index: number, keepsMarks: boolean): JsonObject {
  const type = isObject(tool) ? own(tool, "type") : null;
  if (!isObject(tool) || (type !== undefined && type !== null && type !== "custom")) {
    throw untranslatable(`Tool ${index} runs at Anthropic`, `tools.${index}`);
  }
  const called = {
    type: "function",
    function: withoutNulls({
      name: own(tool, "name"),
      description: own(tool, "description"),
      parameters: own(tool, "input_schema"),
      strict: own(tool, "strict"),
    }),
  };
  return withMark(called, tool, keepsMarks);
}

function chatToolChoice(choice: JsonObject): unknown {
  switch (own(choice, "type")) {
    case "any":
      return "required";
    case "none":
      return "none";
    case "tool":
      return { type: "function", function: { name: own(choice, "name") } };
    default:
      return "auto";
  }
}

function responseFormat(request: JsonObject): JsonObject | undefined {
  const config = ownObject(request, "output_config");
  const format = config === null ? null : ownObject(config, "format");
  if (format === null || own(format, "type") !== "json_schema") return undefined;
  return {
    type: "json_schema",
    json_schema: { name: "output", strict: true, schema: own(format, "schema") },
  };
}
