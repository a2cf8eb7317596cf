import type { Provider } from "@/server/contracts/provider-types";
import type { TokenUsage } from "@/server/pricing/token-usage";
import { readNativeUsage } from "./read-native-usage";
import { readStatedCost } from "./read-stated-cost";
import { count, firstCount, isRecord, nonZero, record, tierOf } from "./usage-fields";

/**
 * Reads the `usage` object of an answer, a stream's last chunk or an embeddings answer, in any provider's dialect of
 * chat completions or Responses, or in the words of a provider's own interface.
 * Null when there is none. Nothing is trusted: a value that is not a whole number from 0 up counts as absent.
 */
export function readUsage(provider: Provider, usage: unknown): TokenUsage | null {
  if (!isRecord(usage)) return null;
  const prompt = record(usage.prompt_tokens_details ?? usage.input_tokens_details);
  const answer = record(usage.completion_tokens_details ?? usage.output_tokens_details);
  const inputTokens = firstCount(usage.prompt_tokens, usage.input_tokens);
  const visible = firstCount(usage.completion_tokens, usage.output_tokens);
  if (inputTokens === null && visible === null) return readNativeUsage(usage);
  const reasoningTokens = firstCount(answer.reasoning_tokens, usage.reasoning_tokens);
  const total = count(usage.total_tokens);
  return {
    inputTokens,
    cachedInputTokens: atMost(
      inputTokens,
      // DeepSeek, then gateways that keep Anthropic's word for it beside a prompt count that includes it.
      firstCount(
        prompt.cached_tokens,
        usage.prompt_cache_hit_tokens,
        usage.cached_tokens,
        usage.cache_read_input_tokens,
      ),
    ),
    cacheWriteTokens: atMost(
      inputTokens,
      firstCount(prompt.cache_write_tokens, prompt.cache_creation_tokens, usage.cache_creation_input_tokens),
    ),
    outputTokens: provider.quirks.isReasoningBesideOutput
      ? withReasoning({ visible, reasoningTokens, inputTokens, total })
      : visible,
    reasoningTokens,
    ...nonZero({
      inputAudioTokens: count(prompt.audio_tokens),
      cachedAudioTokens: count(record(prompt.cached_tokens_details).audio_tokens),
      inputImageTokens: count(prompt.image_tokens),
      outputAudioTokens: count(answer.audio_tokens),
      outputImageTokens: count(answer.image_tokens),
      citationTokens: count(usage.citation_tokens),
      searches: firstCount(usage.num_search_queries, record(usage.server_tool_use).web_search_requests),
    }),
    ...readStatedCost(usage),
    ...tierOf(usage),
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
  const kept = record(usage.cache_creation);
  const hourCacheWriteTokens = count(kept.ephemeral_1h_input_tokens);
  const minutes = count(kept.ephemeral_5m_input_tokens);
  const told =
    minutes === null && hourCacheWriteTokens === null ? null : (minutes ?? 0) + (hourCacheWriteTokens ?? 0);
  const cacheWriteTokens = firstCount(usage.cache_creation_input_tokens, told);
  return {
    inputTokens: plain === null ? null : plain + (cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0),
    cachedInputTokens,
    cacheWriteTokens,
    hourCacheWriteTokens,
    outputTokens,
    reasoningTokens: count(record(usage.output_tokens_details).thinking_tokens),
    ...nonZero({ searches: count(record(usage.server_tool_use).web_search_requests) }),
    ...tierOf(usage),
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
    cachedInputTokens: atMost(inputTokens, count(cached)),
    cacheWriteTokens: atMost(inputTokens, count(written)),
    outputTokens:
      stated !== null && total !== null && inputTokens !== null
        ? Math.max(stated, total - inputTokens)
        : stated,
    reasoningTokens: count(record(usage.output_tokens_details).reasoning_tokens),
    ...readStatedCost(usage),
  };
}

function atMost(limit: number | null, value: number | null): number | null {
  return limit === null || value === null ? value : Math.min(value, limit);
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
