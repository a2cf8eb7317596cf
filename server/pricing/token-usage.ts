/**
 * What one call used. `null` means the provider did not say.
 * `inputTokens` is the whole prompt: cached reads and cache writes are parts of it, and so are audio and images.
 * `outputTokens` is everything generated: reasoning tokens are a part of it, and so are audio and images.
 */
export interface TokenUsage extends UsageDetails {
  inputTokens: number | null;
  cachedInputTokens: number | null;
  cacheWriteTokens: number | null;
  outputTokens: number | null;
  reasoningTokens: number | null;
}

/** What few calls have. Kept in one sparse column, so that all others pay nothing for it. */
export interface UsageDetails {
  /** The part of `cacheWriteTokens` that is kept for an hour instead of minutes. */
  hourCacheWriteTokens?: number | null;
  inputAudioTokens?: number | null;
  /** The part of both `cachedInputTokens` and `inputAudioTokens`. */
  cachedAudioTokens?: number | null;
  inputImageTokens?: number | null;
  outputAudioTokens?: number | null;
  outputImageTokens?: number | null;
  /** Beside the output, where a provider bills them. */
  citationTokens?: number | null;
  searches?: number | null;
  /** The fee of this request beside its tokens, as the provider states it. */
  requestFeeMicroUsd?: number | null;
  /** The whole cost as the provider states it. */
  statedCostMicroUsd?: number | null;
  /** `flex`, `priority`, `batch`, …, as the answer says; null or absent for the ordinary one. */
  serviceTier?: string | null;
}

const DETAIL_NAMES = [
  "hourCacheWriteTokens",
  "inputAudioTokens",
  "cachedAudioTokens",
  "inputImageTokens",
  "outputAudioTokens",
  "outputImageTokens",
  "citationTokens",
  "searches",
  "requestFeeMicroUsd",
  "statedCostMicroUsd",
] as const satisfies readonly (keyof UsageDetails)[];

/** Details that say something, to be stored; null when there are none. */
export function storedDetails(usage: TokenUsage): Record<string, number> | null {
  let details: Record<string, number> | null = null;
  for (const name of DETAIL_NAMES) {
    const value = usage[name];
    if (typeof value !== "number" || (value === 0 && name !== "statedCostMicroUsd")) continue;
    details ??= {};
    details[name] = value;
  }
  return details;
}

/** The other way around, from what was stored. */
export function parseDetails(stored: unknown): UsageDetails {
  if (typeof stored !== "object" || stored === null) return {};
  const known = new Map<string, unknown>(Object.entries(stored));
  return Object.fromEntries(
    DETAIL_NAMES.flatMap((name) => {
      const value = known.get(name);
      return typeof value === "number" ? [[name, value]] : [];
    }),
  );
}
