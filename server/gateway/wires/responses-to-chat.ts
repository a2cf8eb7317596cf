import { type JsonObject, own, ownArray, ownObject, ownString, withoutNulls } from "../json-value";
import { inputMessages } from "./responses-to-chat-input";
import { toolMembers } from "./responses-to-chat-tools";
import { untranslatable } from "./untranslatable";
import type { WireTarget } from "./wire";

/**
 * A Responses request as a chat request, for a provider that speaks only chat. What chat has no place for and what
 * only tunes the answer (`truncation`, `include`, `text.verbosity`) is left out; what would change its meaning, or
 * needs something that a provider keeps, is refused.
 */
export function responsesToChat(request: JsonObject, { model, provider }: WireTarget): JsonObject {
  const { quirks } = provider;
  const isStream = own(request, "stream") === true;
  const maxTokensField =
    quirks.maxTokensField === "max_completion_tokens" ? "max_completion_tokens" : "max_tokens";
  return withoutNulls({
    model,
    messages: [...systemMessage(own(request, "instructions")), ...inputMessages(own(request, "input"))],
    [maxTokensField]: own(request, "max_output_tokens"),
    temperature: own(request, "temperature"),
    top_p: own(request, "top_p"),
    user: own(request, "user") ?? own(request, "safety_identifier"),
    reasoning_effort: ownString(ownObject(request, "reasoning") ?? {}, "effort"),
    response_format: responseFormat(ownObject(ownObject(request, "text") ?? {}, "format")),
    ...toolMembers(request),
    ...logprobMembers(request),
    ...(isStream ? { stream: true } : {}),
    ...(isStream && quirks.supportsStreamOptions ? { stream_options: { include_usage: true } } : {}),
  });
}

/** Instructions are a text; as a list they come from a stored prompt and are items like any other. */
function systemMessage(instructions: unknown): JsonObject[] {
  if (typeof instructions === "string" && instructions !== "")
    return [{ role: "system", content: instructions }];
  return Array.isArray(instructions) ? inputMessages(instructions, "instructions") : [];
}

function responseFormat(format: JsonObject | null): JsonObject | null {
  const type = format === null ? "text" : own(format, "type");
  if (format === null || type === "text") return null;
  if (type === "json_object") return { type };
  if (type !== "json_schema")
    throw untranslatable("A text format of another kind was sent", "text.format", "Responses");
  return {
    type,
    json_schema: withoutNulls({
      name: own(format, "name"),
      description: own(format, "description"),
      schema: own(format, "schema"),
      strict: own(format, "strict"),
    }),
  };
}

function logprobMembers(request: JsonObject): JsonObject {
  const isAsked = ownArray(request, "include").includes("message.output_text.logprobs");
  const count = own(request, "top_logprobs");
  const isCounted = typeof count === "number" && count > 0;
  if (!isAsked && !isCounted) return {};
  return { logprobs: true, ...(isCounted ? { top_logprobs: count } : {}) };
}
