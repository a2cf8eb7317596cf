import { calcPrice, type ModelInfo, type ModelPrice } from "@pydantic/genai-prices";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { SANDBOX_MODELS } from "@/server/contracts/sandbox-models";
import { findPricedModel, type PricedModel } from "./price-book";
import type { TokenUsage } from "./token-usage";

export interface PriceInput {
  /** Our provider id, not the price list's. */
  provider: string;
  /** The model as it was sent upstream. */
  model: string;
  usage: TokenUsage;
  at: Date;
}

export interface Price {
  costMicroUsd: number;
  inputCostMicroUsd: number;
  outputCostMicroUsd: number;
}

interface Counts {
  input: number;
  cached: number;
  written: number;
  writtenForAnHour: number;
  output: number;
  reasoning: number;
}

/** USD per million tokens, which is micro-USD per token. */
interface FlatRates {
  input: number;
  cached: number;
  written: number;
  /** Null where the list has none, as for embeddings. */
  output: number | null;
}

/**
 * The cost of one call in whole micro-USD, input and output adding up to the total.
 * Null when the model has no known price or the usage is not known: an unknown cost is never 0.
 */
export function priceUsage({ provider, model, usage, at }: PriceInput): Price | null {
  const counts = countsOf(usage);
  if (!counts) return null;
  const hourFactor = PROVIDERS[provider]?.quirks.hourCacheWriteFactor ?? null;
  const flat = flatRates(provider, model);
  if (flat) return applyFlat(flat, counts, hourFactor);
  const priced = findPricedModel(provider, model);
  return priced ? applyList(priced, counts, { at, hourFactor }) : null;
}

function countsOf(usage: TokenUsage): Counts | null {
  const input = usage.inputTokens;
  if (input === null || !isCount(input)) return null;
  const output = usage.outputTokens ?? 0;
  if (!isCount(output)) return null;
  const cached = Math.min(clean(usage.cachedInputTokens), input);
  const written = Math.min(clean(usage.cacheWriteTokens), input - cached);
  return {
    input,
    cached,
    written,
    writtenForAnHour: Math.min(clean(usage.hourCacheWriteTokens ?? null), written),
    output,
    reasoning: Math.min(clean(usage.reasoningTokens), output),
  };
}

const isCount = (value: number): boolean => Number.isFinite(value) && value >= 0;
const clean = (value: number | null): number => (value !== null && isCount(value) ? value : 0);

const flatByModel = new WeakMap<ModelInfo, { rates: FlatRates | null }>();

function flatRates(providerId: string, model: string): FlatRates | null {
  if (PROVIDERS[providerId]?.isSandbox)
    return SANDBOX_MODELS.get(model.replace(/^sandbox\//, ""))?.rates ?? null;
  const info = findPricedModel(providerId, model)?.info;
  if (!info) return null;
  const known = flatByModel.get(info);
  if (known) return known.rates;
  const rates = Array.isArray(info.prices) ? null : readFlat(info.prices);
  flatByModel.set(info, { rates });
  return rates;
}

/** The common case, one number per kind of token; anything with tiers or per-request parts is left to the library. */
function readFlat(prices: ModelPrice): FlatRates | null {
  const {
    input_mtok: input,
    output_mtok: output,
    cache_read_mtok: cached,
    cache_write_mtok: written,
  } = prices;
  if (
    typeof input !== "number" ||
    [prices.requests_kcount, prices.output_reasoning_mtok].some((rate) => rate !== undefined)
  )
    return null;
  if ([output, cached, written].some((rate) => rate !== undefined && typeof rate !== "number")) return null;
  const number = (rate: unknown, otherwise: number): number => (typeof rate === "number" ? rate : otherwise);
  return {
    input,
    output: typeof output === "number" ? output : null,
    cached: number(cached, input),
    written: number(written, input),
  };
}

function applyFlat(rates: FlatRates, counts: Counts, hourFactor: number | null): Price | null {
  if (rates.output === null && counts.output > 0) return null;
  const hour = hourFactor === null ? 0 : counts.writtenForAnHour;
  const plain = counts.input - counts.cached - counts.written;
  const input =
    plain * rates.input +
    counts.cached * rates.cached +
    (counts.written - hour) * rates.written +
    hour * rates.input * (hourFactor ?? 0);
  return toPrice(input, input + counts.output * (rates.output ?? 0));
}

interface ListTerms {
  at: Date;
  hourFactor: number | null;
}

function applyList(priced: PricedModel, counts: Counts, { at, hourFactor }: ListTerms): Price | null {
  const hour = hourFactor === null ? 0 : counts.writtenForAnHour;
  const usage = {
    input_tokens: counts.input,
    cache_read_tokens: counts.cached,
    cache_write_tokens: counts.written - hour,
    output_tokens: counts.output,
    output_reasoning_tokens: counts.reasoning,
  };
  const options = { provider: priced.only, timestamp: at };
  const result = calcPrice(usage, priced.info.id, options);
  if (!result || !("input_mtok" in result.model_price)) return null;
  // The list has no rate for an hour: those tokens are priced as plain input above, and the rest of it is added here.
  const plain = hour === 0 ? null : calcPrice({ input_tokens: counts.input }, priced.info.id, options);
  const inputRate = plain === null ? 0 : plain.input_price / counts.input;
  const extra = hour * inputRate * ((hourFactor ?? 1) - 1);
  return toPrice((result.input_price + extra) * 1e6, (result.total_price + extra) * 1e6);
}

function toPrice(inputMicroUsd: number, totalMicroUsd: number): Price {
  const inputCostMicroUsd = Math.round(inputMicroUsd);
  const costMicroUsd = Math.max(Math.round(totalMicroUsd), inputCostMicroUsd);
  return { costMicroUsd, inputCostMicroUsd, outputCostMicroUsd: costMicroUsd - inputCostMicroUsd };
}
