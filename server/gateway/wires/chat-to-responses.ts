import { isObject, type JsonObject, own, ownArray, ownObject, ownString, withoutNulls } from "../json-value";
import { inputItems } from "./chat-to-responses-input";
import { untranslatable } from "./untranslatable";

/** Members with the same name and meaning in both. */
const SHARED = [
  "metadata",
  "parallel_tool_calls",
  "prompt_cache_key",
  "prompt_cache_retention",
  "safety_identifier",
  "service_tier",
  "temperature",
  "top_p",
  "user",
] as const;

/** Parameters that Responses has no place for, with the values that ask for nothing. */
const REFUSED: Readonly<Record<string, (value: unknown) => boolean>> = {
  n: (value) => value === 1,
  stop: (value) => Array.isArray(value) && value.length === 0,
  logit_bias: (value) => isObject(value) && Object.keys(value).length === 0,
  modalities: (value) => Array.isArray(value) && value.every((one) => one === "text"),
  functions: (value) => Array.isArray(value) && value.length === 0,
  audio: () => false,
  function_call: () => false,
  web_search_options: () => false,
};

/**
 * A chat request as a Responses request, for models that nothing else reaches. Nothing is kept at the provider unless
 * the caller asks for it: thoughts come back encrypted instead. Penalties, `seed` and `prediction`, which only tune
 * the answer, are left out.
 */
export function toResponsesRequest(chat: JsonObject, { model }: { model: string }): JsonObject {
  checkParameters(chat);
  const isStored = own(chat, "store") === true;
  const effort =
    ownString(chat, "reasoning_effort") ?? ownString(ownObject(chat, "reasoning") ?? {}, "effort");
  return withoutNulls({
    model,
    input: inputItems(chat),
    max_output_tokens: own(chat, "max_completion_tokens") ?? own(chat, "max_tokens"),
    reasoning: effort === null ? null : { effort },
    text: textMembers(chat),
    ...toolMembers(chat),
    ...Object.fromEntries(SHARED.map((name) => [name, own(chat, name)])),
    store: isStored,
    include: included(chat),
    top_logprobs: own(chat, "logprobs") === true ? own(chat, "top_logprobs") : null,
    stream: own(chat, "stream") === true ? true : null,
  });
}

function checkParameters(chat: JsonObject): void {
  for (const [name, isNeutral] of Object.entries(REFUSED)) {
    const value = own(chat, name) ?? null;
    if (value !== null && !isNeutral(value))
      throw untranslatable(`\`${name}\` was sent`, name, "chat completions");
  }
}

function included(chat: JsonObject): string[] {
  const wantsLogprobs = own(chat, "logprobs") === true;
  return ["reasoning.encrypted_content", ...(wantsLogprobs ? ["message.output_text.logprobs"] : [])];
}

function textMembers(chat: JsonObject): JsonObject | null {
  const format = ownObject(chat, "response_format");
  const schema = format === null ? null : ownObject(format, "json_schema");
  const text = withoutNulls({
    format: schema === null ? format : { type: "json_schema", ...schema },
    verbosity: own(chat, "verbosity"),
  });
  return Object.keys(text).length === 0 ? null : text;
}

function toolMembers(chat: JsonObject): JsonObject {
  const tools = ownArray(chat, "tools");
  if (tools.length === 0) return {};
  return { tools: tools.map(tool), tool_choice: toolChoice(own(chat, "tool_choice")) };
}

/** Responses holds tools to their schema unless told otherwise, chat does not. */
function tool(tool: unknown, index: number): JsonObject {
  const called = isObject(tool) ? ownObject(tool, "function") : null;
  if (called === null)
    throw untranslatable(`Tool ${index} is not a function`, `tools.${index}`, "chat completions");
  return { type: "function", strict: false, ...called };
}

function toolChoice(choice: unknown): unknown {
  if (!isObject(choice)) return choice;
  const called = ownObject(choice, "function");
  if (called !== null) return { type: "function", name: own(called, "name") };
  const allowed = ownObject(choice, "allowed_tools");
  if (allowed === null)
    throw untranslatable("This `tool_choice` was sent", "tool_choice", "chat completions");
  const tools = ownArray(allowed, "tools").map((one) =>
    isObject(one) ? { type: "function", name: own(ownObject(one, "function") ?? one, "name") } : one,
  );
  return { type: "allowed_tools", mode: own(allowed, "mode"), tools };
}
