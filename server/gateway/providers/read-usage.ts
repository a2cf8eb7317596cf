import type { Provider } from "@/server/contracts/provider-types";
import type { TokenUsage } from "@/server/pricing/token-usage";

/**
 * Reads the `usage` object of an answer, a stream's last chunk or an embeddings answer, in any provider's dialect.
 * Null when there is none. Nothing is trusted: a value that is not a whole number from 0 up counts as absent.
 */
export function readUsage(provider: Provider, usage: unknown): TokenUsage | null {
  if (!isRecord(usage)) return null;
  const promptDetails = record(usage.prompt_tokens_details ?? usage.input_tokens_details);
  const outputDetails = record(usage.completion_tokens_details ?? usage.output_tokens_details);
  const inputTokens = count(usage.prompt_tokens) ?? count(usage.input_tokens);
  const visible = count(usage.completion_tokens) ?? count(usage.output_tokens);
  const reasoningTokens = count(outputDetails.reasoning_tokens) ?? count(usage.reasoning_tokens);
  if (inputTokens === null && visible === null) return null;
  const total = count(usage.total_tokens);
  return {
    inputTokens,
    cachedInputTokens: count(promptDetails.cached_tokens) ?? count(usage.prompt_cache_hit_tokens),
    cacheWriteTokens: count(promptDetails.cache_write_tokens) ?? count(usage.cache_creation_input_tokens),
    outputTokens: provider.quirks.isReasoningBesideOutput
      ? withReasoning({ visible, reasoningTokens, inputTokens, total })
      : visible,
    reasoningTokens,
  };
}

/**
 * Reads usage in the words of Anthropic's Messages, where `input_tokens` is only what was neither read from the cache
 * nor written to it.
 */
export function readMessagesUsage(usage: unknown): TokenUsage | null {
  if (!isRecord(usage)) return null;
  const plain = count(usage.input_tokens);
  const outputTokens = count(usage.output_tokens);
  if (plain === null && outputTokens === null) return null;
  const cachedInputTokens = count(usage.cache_read_input_tokens);
  const cacheWriteTokens = count(usage.cache_creation_input_tokens);
  return {
    inputTokens: plain === null ? null : plain + (cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0),
    cachedInputTokens,
    cacheWriteTokens,
    hourCacheWriteTokens: count(record(usage.cache_creation).ephemeral_1h_input_tokens),
    outputTokens,
    reasoningTokens: count(record(usage.output_tokens_details).thinking_tokens),
  };
}

/**
 * Reads usage in the words of Responses, where `output_tokens` has the reasoning in it; the total tells of a provider
 * that left it out.
 */
export function readResponsesUsage(usage: unknown): TokenUsage | null {
  if (!isRecord(usage)) return null;
  const inputTokens = count(usage.input_tokens);
  const stated = count(usage.output_tokens);
  if (inputTokens === null && stated === null) return null;
  const total = count(usage.total_tokens);
  const { cached_tokens: cached, cache_write_tokens: written } = record(usage.input_tokens_details);
  return {
    inputTokens,
    cachedInputTokens: count(cached),
    cacheWriteTokens: count(written),
    outputTokens:
      stated !== null && total !== null && inputTokens !== null
        ? Math.max(stated, total - inputTokens)
        : stated,
    reasoningTokens: count(record(usage.output_tokens_details).reasoning_tokens),
  };
}

interface Parts {
  visible: number | null;
  reasoningTokens: number | null;
  inputTokens: number | null;
  total: number | null;
}

/** Some providers leave reasoning out of the completion count but bill it as output; the total may tell how much. */
function withReasoning({ visible, reasoningTokens, inputTokens, total }: Parts): number | null {
  if (visible === null) return null;
  const stated = visible + (reasoningTokens ?? 0);
  return total !== null && inputTokens !== null ? Math.max(stated, total - inputTokens) : stated;
}

function count(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const record = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});
