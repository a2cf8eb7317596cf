import { isObject, type JsonObject } from "../json-value";
import { untranslatable } from "./untranslatable";

/** Translated, or passed on as they are. */
const TRANSLATED: ReadonlySet<string> = new Set([
  "model",
  "messages",
  "stream",
  "stream_options",
  "tools",
  "tool_choice",
  "parallel_tool_calls",
  "response_format",
  "max_tokens",
  "max_completion_tokens",
  "stop",
  "temperature",
  "top_p",
  "top_k",
  "user",
  "metadata",
  "safety_identifier",
  "service_tier",
  "reasoning_effort",
  "reasoning",
  "thinking",
  "cache_control",
  "container",
  "context_management",
  "inference_geo",
  "speed",
]);

/** Without a counterpart, and no answer is wrong for lack of them: they tune, hint, or concern the provider’s own books. */
const HARMLESS: ReadonlySet<string> = new Set([
  "seed",
  "store",
  "prediction",
  "verbosity",
  "presence_penalty",
  "frequency_penalty",
  "repetition_penalty",
  "min_p",
  "prompt_cache_key",
  "prompt_cache_retention",
  "include_reasoning",
  "usage",
]);

/** Harmless only with these values, which ask for nothing. */
const NEUTRAL: Readonly<Record<string, (value: unknown) => boolean>> = {
  n: (value) => value === 1,
  logprobs: (value) => value === false,
  top_logprobs: (value) => value === 0,
  logit_bias: (value) => isObject(value) && Object.keys(value).length === 0,
  modalities: (value) => Array.isArray(value) && value.every((one) => one === "text"),
  functions: (value) => Array.isArray(value) && value.length === 0,
};

/** Refuses a parameter that Messages has no place for, unless the answer is the same without it. */
export function checkParameters(chat: JsonObject): void {
  for (const [name, value] of Object.entries(chat)) {
    if (value === null || value === undefined || TRANSLATED.has(name) || HARMLESS.has(name)) continue;
    const isNeutral = Object.hasOwn(NEUTRAL, name) && NEUTRAL[name]?.(value) === true;
    if (isNeutral) continue;
    const shown = name.slice(0, 60);
    throw untranslatable(`\`${shown}\` was sent`, shown, "chat completions");
  }
}
