import type { TokenUsage } from "@/server/pricing/token-usage";
import { count, firstCount, isRecord, nonZero, record, tierOf } from "./usage-fields";

/** Usage in the words of interfaces that are not OpenAI's: Bedrock's Converse, Gemini's own, Cohere's own. */
export function readNativeUsage(usage: Record<string, unknown>): TokenUsage | null {
  return readConverse(usage) ?? readGemini(usage) ?? readCohere(usage);
}

/** `inputTokens` leaves out what was read from the cache or written to it. */
function readConverse(usage: Record<string, unknown>): TokenUsage | null {
  const plain = count(usage.inputTokens);
  const outputTokens = count(usage.outputTokens);
  if (plain === null && outputTokens === null) return null;
  const cachedInputTokens = firstCount(usage.cacheReadInputTokens, usage.cacheReadInputTokenCount);
  const cacheWriteTokens = firstCount(usage.cacheWriteInputTokens, usage.cacheWriteInputTokenCount);
  return {
    inputTokens: plain === null ? null : plain + (cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0),
    cachedInputTokens,
    cacheWriteTokens,
    outputTokens,
    reasoningTokens: null,
    ...tierOf(usage),
  };
}

/** Thoughts stand beside the candidates and are billed as output; what tools put into the prompt, beside the prompt. */
function readGemini(usage: Record<string, unknown>): TokenUsage | null {
  const prompt = count(usage.promptTokenCount);
  const visible = count(usage.candidatesTokenCount);
  if (prompt === null && visible === null) return null;
  const thoughts = count(usage.thoughtsTokenCount);
  const fromTools = count(usage.toolUsePromptTokenCount) ?? 0;
  return {
    inputTokens: prompt === null ? null : prompt + fromTools,
    cachedInputTokens: count(usage.cachedContentTokenCount),
    cacheWriteTokens: null,
    // A prompt that was refused, or thought about only, has no candidates.
    outputTokens: (visible ?? 0) + (thoughts ?? 0),
    reasoningTokens: thoughts,
    ...nonZero({
      inputAudioTokens: ofModality(usage.promptTokensDetails, "AUDIO"),
      cachedAudioTokens: ofModality(usage.cacheTokensDetails, "AUDIO"),
      inputImageTokens: ofModality(usage.promptTokensDetails, "IMAGE"),
      outputAudioTokens: ofModality(usage.candidatesTokensDetails, "AUDIO"),
      outputImageTokens: ofModality(usage.candidatesTokensDetails, "IMAGE"),
    }),
  };
}

function ofModality(details: unknown, modality: string): number | null {
  if (!Array.isArray(details)) return null;
  const entry: unknown = details.find((item) => isRecord(item) && item.modality === modality);
  return count(record(entry).tokenCount);
}

/** `billed_units` is what is paid for; `tokens` also counts what Cohere adds to a prompt. */
function readCohere(usage: Record<string, unknown>): TokenUsage | null {
  const billed = record(usage.billed_units);
  const tokens = record(usage.tokens);
  const inputTokens = firstCount(billed.input_tokens, tokens.input_tokens);
  const outputTokens = firstCount(billed.output_tokens, tokens.output_tokens);
  if (inputTokens === null && outputTokens === null) return null;
  return {
    inputTokens,
    cachedInputTokens: count(usage.cached_tokens),
    cacheWriteTokens: null,
    outputTokens,
    reasoningTokens: null,
    ...nonZero({ searches: count(billed.search_units) }),
  };
}
