/**
 * What one call used. `null` means the provider did not say.
 * `inputTokens` is the whole prompt: cached reads and cache writes are parts of it.
 * `outputTokens` is everything generated: reasoning tokens are a part of it.
 */
export interface TokenUsage {
  inputTokens: number | null;
  cachedInputTokens: number | null;
  cacheWriteTokens: number | null;
  /** The part of `cacheWriteTokens` that is kept for an hour instead of minutes; only where the provider tells. */
  hourCacheWriteTokens?: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
}
