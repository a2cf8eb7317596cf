import { isObject, type JsonObject, own } from "../json-value";
import type { ModelBody, ModelEndpoint } from "../stages/read-body";

/** What a request may use at most, as far as can be told before it is made. */
export interface Estimate {
  inputTokens: number;
  outputTokens: number;
}

const BYTES_PER_TOKEN = 4;
/** What providers add around each message, part and tool. */
const OBJECT_TOKENS = 8;
const MEDIA_TOKENS = 1_000;
const DEFAULT_OUTPUT_TOKENS = 4_096;
const OUTPUT_TOKENS_MAX = 1_000_000;
const COPIES_MAX = 128;
const OUTPUT_LIMITS = ["max_completion_tokens", "max_tokens", "max_output_tokens"];
const PROMPT = ["system", "instructions", "messages", "tools", "input"];
/** Members whose texts are data, not words: pictures, sound and files in base64. */
const MEDIA = new Set(["image_url", "input_audio", "file", "file_data", "source", "image"]);

/** Reads the size of a request; roughly, since the tokenizer would cost more than the answer is worth here. */
export function estimateRequest(endpoint: ModelEndpoint, { json }: ModelBody): Estimate {
  const inputTokens = PROMPT.reduce((sum: number, name) => sum + tokensIn(own(json, name)), 0);
  return { inputTokens, outputTokens: endpoint === "embeddings" ? 0 : outputTokens(json) };
}

function tokensIn(value: unknown): number {
  if (typeof value === "string") return Math.ceil(Buffer.byteLength(value) / BYTES_PER_TOKEN);
  if (typeof value === "number") return 1;
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + tokensIn(item), 0);
  if (!isObject(value)) return 0;
  let sum = OBJECT_TOKENS;
  for (const name in value) sum += MEDIA.has(name) ? MEDIA_TOKENS : tokensIn(value[name]);
  return sum;
}

/** The largest answer the caller allows, times the answers asked for. */
function outputTokens(json: JsonObject): number {
  const given = OUTPUT_LIMITS.map((name) => own(json, name)).find((value) => isCount(value));
  const each = isCount(given) ? Math.min(given, OUTPUT_TOKENS_MAX) : DEFAULT_OUTPUT_TOKENS;
  const copies = own(json, "n");
  return each * (isCount(copies) ? Math.min(copies, COPIES_MAX) : 1);
}

function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value > 0;
}
