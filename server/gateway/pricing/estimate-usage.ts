import type { TokenUsage } from "@/server/pricing/token-usage";
import { isObject, type JsonObject, own, ownArray } from "../json-value";
import { estimateImages } from "./estimate-images";
import { estimateTokens, loadTokenizer } from "./estimate-tokens";

/** What OpenAI's format adds around each message, and before the answer. */
const TOKENS_BY_MESSAGE = 3;
const TOKENS_TO_REPLY = 3;

/** Usage for a call whose provider told none. Must be marked as an estimate. */
export function estimateUsage(request: JsonObject | null, outputTokens: number, model: string): TokenUsage {
  void loadTokenizer(model);
  return {
    inputTokens: request === null ? 0 : estimatePrompt(request, model),
    cachedInputTokens: null,
    cacheWriteTokens: null,
    outputTokens,
    reasoningTokens: null,
  };
}

/**
 * Reported usage with what is missing in it filled in, and whether anything was: a provider may count the prompt and
 * forget the answer, or send a number that cannot be one.
 */
export function completeUsage(
  reported: TokenUsage | null,
  estimate: () => TokenUsage | null,
): { usage: TokenUsage | null; isEstimated: boolean } {
  if (reported !== null && reported.inputTokens !== null && reported.outputTokens !== null) {
    return { usage: reported, isEstimated: false };
  }
  const estimated = estimate();
  if (estimated === null) return { usage: reported, isEstimated: false };
  if (reported === null) return { usage: estimated, isEstimated: true };
  const usage = {
    ...reported,
    inputTokens: reported.inputTokens ?? estimated.inputTokens,
    outputTokens: reported.outputTokens ?? estimated.outputTokens,
  };
  return { usage, isEstimated: true };
}

/** About how many tokens a request of any format asks a model to read: words, tools, images and what frames them. */
export function estimatePrompt(json: JsonObject, model = ""): number {
  const input = own(json, "input");
  const turns = Array.isArray(input) ? input : ownArray(json, "messages");
  const tools = ownArray(json, "tools").map((tool) => JSON.stringify(tool));
  const words = textsIn([
    own(json, "system"),
    own(json, "instructions"),
    ownArray(json, "messages"),
    input,
    tools,
  ]);
  const messages = turns.filter((turn) => isObject(turn) && own(turn, "role") !== undefined).length;
  const frame = messages === 0 ? 0 : messages * TOKENS_BY_MESSAGE + TOKENS_TO_REPLY;
  return estimateTokens(words, model) + estimateImages(turns, model) + frame;
}

/** About how many tokens an answer of any format is. */
export function estimateAnswer(json: JsonObject, model: string): number {
  const choices = ownArray(json, "choices").map((choice) =>
    isObject(choice) ? own(choice, "message") : null,
  );
  return estimateTokens(textsIn([...choices, own(json, "content"), own(json, "output")]), model);
}

/** All texts under `content`, `text`, `arguments` and the like, joined; enough for an estimate. */
function textsIn(value: unknown): string {
  if (typeof value === "string") return value;
  if (Array.isArray(value)) return joined(value);
  if (!isObject(value)) return "";
  const { content, text, refusal, thinking, tool_calls: calls, function: called, arguments: given } = value;
  const input = isObject(value.input) ? JSON.stringify(value.input) : null;
  const { reasoning_content: reasoning, summary, output } = value;
  return joined([reasoning, summary, content, text, refusal, thinking, calls, called, given, input, output]);
}

function joined(values: readonly unknown[]): string {
  return values
    .map(textsIn)
    .filter((text) => text !== "")
    .join("\n");
}
