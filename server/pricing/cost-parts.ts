import type { CostPart, RateName } from "@/server/contracts/prices";
import type { Rates } from "./rates";
import type { TokenUsage } from "./token-usage";

/** More than any call can use: such a count is damage, and treated as not told. */
const COUNT_MAX = 1_000_000_000;

interface Share {
  name: RateName;
  count: number;
  /** Micro-USD for one; null where the amount itself is given. */
  each: number;
  rateUsd: number | null;
}

/** USD for a thousand of something is so many micro-USD for one; USD for a million is one micro-USD. */
const MICRO_USD_BY_THOUSAND = 1_000;

/**
 * A cost as its parts. Every token belongs to exactly one of them, so nothing is paid twice: what was read from the
 * cache or written to it is no plain input, and reasoning with a price of its own is no plain output.
 * Null when something that was used has no price.
 *
 * The exact sum is rounded once, half up; each part is what the rounded running total grows by. Parts are therefore
 * whole micro-USD, add up to the cost without a remainder, and are each within one micro-USD of their exact value.
 */
export function costParts(usage: TokenUsage, rates: Rates, factor: number): CostPart[] | null {
  const inputTokens = countOf(usage.inputTokens);
  const outputTokens = usage.outputTokens === null ? 0 : countOf(usage.outputTokens);
  if (inputTokens === null || outputTokens === null) return null;
  const input = inputShares(usage, rates, inputTokens);
  const output = outputShares(usage, rates, outputTokens);
  if (input === null || output === null) return null;
  const tokens = [...input, ...output].map((share) => ({
    ...share,
    each: share.each * factor,
    rateUsd: share.rateUsd === null ? null : share.rateUsd * factor,
  }));
  return rounded([...tokens, ...feeShares(usage, rates)]);
}

function inputShares(usage: TokenUsage, rates: Rates, inputTokens: number): Share[] | null {
  const { input } = rates;
  if (input === undefined) return null;
  const cached = within(usage.cachedInputTokens, inputTokens);
  const written = within(usage.cacheWriteTokens, inputTokens - cached);
  const hour = within(usage.hourCacheWriteTokens, written);
  const fresh = inputTokens - cached - written;
  const audio = within(usage.inputAudioTokens, inputTokens);
  const cachedAudio = within(usage.cachedAudioTokens, Math.min(cached, audio));
  const freshAudio = rates.inputAudio === undefined ? 0 : Math.min(audio - cachedAudio, fresh);
  const image = rates.inputImage === undefined ? 0 : within(usage.inputImageTokens, fresh - freshAudio);
  const cachedInput = rates.cachedInput ?? input;
  const cacheWrite = rates.cacheWrite ?? input;
  return [
    perToken("input", fresh - freshAudio - image, input),
    perToken("cachedInput", cached - cachedAudio, cachedInput),
    perToken("cacheWrite", written - hour, cacheWrite),
    perToken("hourCacheWrite", hour, rates.hourCacheWrite ?? cacheWrite),
    perToken("inputAudio", freshAudio, rates.inputAudio ?? input),
    perToken("cachedInputAudio", cachedAudio, rates.cachedInputAudio ?? cachedInput),
    perToken("inputImage", image, rates.inputImage ?? input),
  ];
}

function outputShares(usage: TokenUsage, rates: Rates, outputTokens: number): Share[] | null {
  const { output } = rates;
  if (output === undefined) return outputTokens === 0 ? [] : null;
  const audio = within(usage.outputAudioTokens, outputTokens);
  // Spoken words cost several times what written ones do: without their price the cost is not known.
  if (audio > 0 && rates.outputAudio === undefined) return null;
  const image = rates.outputImage === undefined ? 0 : within(usage.outputImageTokens, outputTokens - audio);
  const rest = outputTokens - audio - image;
  const reasoning = within(usage.reasoningTokens, rest);
  return [
    perToken("output", rest - reasoning, output),
    perToken("reasoning", reasoning, rates.reasoning ?? output),
    perToken("outputAudio", audio, rates.outputAudio ?? output),
    perToken("outputImage", image, rates.outputImage ?? output),
    perToken("citation", within(usage.citationTokens, COUNT_MAX), rates.citation ?? 0),
  ];
}

/** What is paid beside tokens. A fee that the provider states is better known than one from a list. */
function feeShares(usage: TokenUsage, rates: Rates): Share[] {
  const searches = within(usage.searches, COUNT_MAX);
  const shares: Share[] = [];
  const stated = usage.requestFeeMicroUsd ?? null;
  if (searches > 0 && rates.thousandSearches !== undefined && stated === null) {
    const rateUsd = rates.thousandSearches;
    shares.push({
      name: "thousandSearches",
      count: searches,
      each: rateUsd * MICRO_USD_BY_THOUSAND,
      rateUsd,
    });
  }
  if (stated !== null && stated >= 0 && stated <= COUNT_MAX) {
    shares.push({ name: "thousandRequests", count: 1, each: stated, rateUsd: null });
  } else if (rates.thousandRequests !== undefined) {
    const rateUsd = rates.thousandRequests;
    shares.push({ name: "thousandRequests", count: 1, each: rateUsd * MICRO_USD_BY_THOUSAND, rateUsd });
  }
  return shares;
}

function perToken(name: RateName, count: number, rateUsd: number): Share {
  return { name, count, each: rateUsd, rateUsd };
}

function rounded(shares: readonly Share[]): CostPart[] {
  let exact = 0;
  let charged = 0;
  const parts: CostPart[] = [];
  for (const { name, count, each, rateUsd } of shares) {
    if (count === 0) continue;
    exact += count * each;
    const total = Math.round(exact);
    parts.push({ name, count, rateUsd, microUsd: total - charged });
    charged = total;
  }
  return parts;
}

/** A count as it can be charged for; null for anything else. */
function countOf(value: number | null): number | null {
  return value !== null && Number.isFinite(value) && value >= 0 && value <= COUNT_MAX ? value : null;
}

function within(value: number | null | undefined, limit: number): number {
  return Math.min(countOf(value ?? null) ?? 0, limit);
}
