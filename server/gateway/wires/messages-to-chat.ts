import { isObject, type JsonObject, own, ownArray, ownObject, ownString, withoutNulls } from "../json-value";
import type { Hop } from "../stages/plan-route";
import { chatMessages, joinTexts } from "./messages-to-chat-content";
import { untranslatable } from "./untranslatable";

/**
 * A Messages request as a chat request, for a provider that speaks only chat. What chat has no place for and what
 * only tunes the answer (`top_k`, `thinking`, cache marks) is left out; what would change its meaning is refused.
 */
export function toChatRequest(request: JsonObject, { model, provider }: Hop): JsonObject {
  const { quirks } = provider;
  const system = joinTexts(own(request, "system"), "system");
  const isStream = own(request, "stream") === true;
  const maxTokensField =
    quirks.maxTokensField === "max_completion_tokens" ? "max_completion_tokens" : "max_tokens";
  return withoutNulls({
    model,
    messages: [
      ...(system === "" ? [] : [{ role: "system", content: system }]),
      ...ownArray(request, "messages").flatMap(chatMessages),
    ],
    [maxTokensField]: own(request, "max_tokens"),
    temperature: own(request, "temperature"),
    top_p: own(request, "top_p"),
    stop: own(request, "stop_sequences"),
    user: ownString(ownObject(request, "metadata") ?? {}, "user_id") ?? undefined,
    ...toolMembers(request),
    response_format: responseFormat(request),
    ...(isStream ? { stream: true } : {}),
    ...(isStream && quirks.supportsStreamOptions ? { stream_options: { include_usage: true } } : {}),
  });
}

function toolMembers(request: JsonObject): JsonObject {
  const tools = ownArray(request, "tools");
  if (tools.length === 0) return {};
  const choice = ownObject(request, "tool_choice");
  return {
    tools: tools.map(chatTool),
    tool_choice: choice === null ? undefined : chatToolChoice(choice),
    parallel_tool_calls: choice !== null && own(choice, "disable_parallel_tool_use") === true ? false : null,
  };
}

function chatTool(tool: unknown, index: number): JsonObject {
  const type = isObject(tool) ? own(tool, "type") : null;
  if (!isObject(tool) || (type !== undefined && type !== null && type !== "custom")) {
    throw untranslatable(`Tool ${index} runs at Anthropic`, `tools.${index}`);
  }
  return {
    type: "function",
    function: withoutNulls({
      name: own(tool, "name"),
      description: own(tool, "description"),
      parameters: own(tool, "input_schema"),
      strict: own(tool, "strict"),
    }),
  };
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
