import type { Provider } from "@/server/contracts/provider-types";
import type { TokenUsage } from "@/server/pricing/token-usage";
import { isObject, type JsonObject, own, ownArray } from "../json-value";
import { readUsage } from "../providers/read-usage";

const HOUR = "1h";

/**
 * Usage in the words of Converse, where `inputTokens` leaves out what was read from the cache or written to it. The
 * total tells; without it the parts are added up. Usage that was already translated is read as chat's.
 */
export function readConverseUsage(provider: Provider, usage: unknown): TokenUsage | null {
  if (!isObject(usage)) return null;
  const plain = count(usage, "inputTokens");
  const outputTokens = count(usage, "outputTokens");
  if (plain === null && outputTokens === null) return readUsage(provider, usage);
  const cachedInputTokens = count(usage, "cacheReadInputTokens");
  const cacheWriteTokens = count(usage, "cacheWriteInputTokens");
  const total = count(usage, "totalTokens");
  const told = total === null ? null : total - (outputTokens ?? 0);
  const added = (plain ?? 0) + (cachedInputTokens ?? 0) + (cacheWriteTokens ?? 0);
  return {
    inputTokens: plain === null ? null : told !== null && told >= plain ? told : added,
    cachedInputTokens,
    cacheWriteTokens,
    hourCacheWriteTokens: hourWrites(usage),
    outputTokens,
    reasoningTokens: null,
  };
}

/** The same in the words of chat, for the caller. */
export function chatUsage(usage: TokenUsage): JsonObject {
  const { inputTokens, outputTokens, cachedInputTokens, cacheWriteTokens } = usage;
  return {
    prompt_tokens: inputTokens ?? 0,
    completion_tokens: outputTokens ?? 0,
    total_tokens: (inputTokens ?? 0) + (outputTokens ?? 0),
    prompt_tokens_details: {
      cached_tokens: cachedInputTokens ?? 0,
      cache_write_tokens: cacheWriteTokens ?? 0,
    },
  };
}

function hourWrites(usage: JsonObject): number | null {
  const details = ownArray(usage, "cacheDetails").filter(isObject);
  if (details.length === 0) return null;
  return details
    .filter((detail) => own(detail, "ttl") === HOUR)
    .reduce((sum, detail) => sum + (count(detail, "inputTokens") ?? 0), 0);
}

function count(object: JsonObject, name: string): number | null {
  const value = own(object, name);
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
