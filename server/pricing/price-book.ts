import {
  calcPrice,
  findProvider,
  type ModelInfo,
  type ModelPrice,
  type Provider,
} from "@pydantic/genai-prices";
import { LRUCache } from "lru-cache";
import type { PriceVector, RateName } from "@/server/contracts/prices";
import { PROVIDERS } from "@/server/contracts/provider-table";
import { SANDBOX_MODELS } from "@/server/contracts/sandbox-models";
import { scaleRate } from "./rates";

/** The version of the price list, kept with each cost. A test holds it to the installed package. */
export const PRICE_LIST_VERSION = "0.1.8";

/** The version as it is kept with a cost, with the name that was looked up where it is not the model's own. */
export function listVersion(listName: string | null): string {
  return listName === null ? PRICE_LIST_VERSION : `${PRICE_LIST_VERSION}:${listName}`;
}

/** The name that was looked up, from what was kept; null where it is the model's own. */
export function listNameIn(version: string | null): string | null {
  const colon = version?.indexOf(":") ?? -1;
  return version === null || colon === -1 ? null : version.slice(colon + 1);
}

/** A model of the public price list, alone in its provider so that a price needs no search. */
export interface PricedModel {
  info: ModelInfo;
  only: Provider;
}

const found = new LRUCache<string, { hit: PricedModel | null }>({ max: 5_000 });

/** The price-list entry for a model as the provider names it, or null when there is none. */
export function findPricedModel(providerId: string, model: string): PricedModel | null {
  const key = `${providerId}\n${model}`;
  const known = found.get(key);
  if (known) return known.hit;
  const hit = search(providerId, model);
  found.set(key, { hit });
  return hit;
}

/** Every model of the price list that a provider serves; empty for providers that are not on it. */
export function pricedModels(providerId: string): readonly ModelInfo[] {
  const priceProviderId = PROVIDERS[providerId]?.priceProviderId;
  if (!priceProviderId) return [];
  const models = findProvider({ providerId: priceProviderId })?.models ?? [];
  const serves = PROVIDERS[providerId]?.serves;
  return serves ? models.filter(({ id }) => serves.test(id)) : models;
}

/** The published price of a model at a moment; null when there is none for tokens. */
export function listPrice(providerId: string, model: string, at: Date): PriceVector | null {
  if (PROVIDERS[providerId]?.isSandbox) return sandboxPrice(model);
  const priced = findPricedModel(providerId, model);
  return priced && priceAt(providerId, priced, at);
}

export function sandboxPrice(model: string): PriceVector | null {
  return SANDBOX_PRICES.get(model.replace(/^sandbox\//, "")) ?? null;
}

/** The price of an entry of the list at a moment; null when it has none for tokens. */
export function priceAt(providerId: string, priced: PricedModel, at: Date): PriceVector | null {
  const prices = Array.isArray(priced.info.prices) ? pricesAt(priced, at) : priced.info.prices;
  return prices === null ? null : vectorOf(providerId, priced.info.id, prices);
}

/** Prices by day or hour: the library knows which of them holds. */
function pricesAt({ info, only }: PricedModel, at: Date): ModelPrice | null {
  return calcPrice({}, info.id, { provider: only, timestamp: at })?.model_price ?? null;
}

const LIST_KEYS: Readonly<Record<string, RateName>> = {
  input_mtok: "input",
  cache_read_mtok: "cachedInput",
  cache_write_mtok: "cacheWrite",
  cache_write_1h_mtok: "hourCacheWrite",
  input_audio_mtok: "inputAudio",
  cache_audio_read_mtok: "cachedInputAudio",
  input_image_mtok: "inputImage",
  output_mtok: "output",
  output_reasoning_mtok: "reasoning",
  output_audio_mtok: "outputAudio",
  output_image_mtok: "outputImage",
  output_citation_mtok: "citation",
  web_searches_kcount: "thousandSearches",
  requests_kcount: "thousandRequests",
};

const vectors = new WeakMap<ModelPrice, Map<string, PriceVector | null>>();

function vectorOf(providerId: string, modelId: string, prices: ModelPrice): PriceVector | null {
  const known = vectors.get(prices) ?? new Map<string, PriceVector | null>();
  const held = known.get(providerId);
  if (held !== undefined) return held;
  const made = makeVector(providerId, modelId, prices);
  vectors.set(prices, known.set(providerId, made));
  return made;
}

/** Heard words cost far more than written ones; a model made for them whose list has no such rate is not priced by half. */
const FOR_AUDIO = /audio|realtime/;

function makeVector(providerId: string, modelId: string, prices: ModelPrice): PriceVector | null {
  const vector: PriceVector = {};
  for (const [key, rate] of Object.entries(prices)) {
    const name = LIST_KEYS[key];
    if (name === undefined || rate === undefined) continue;
    vector[name] = typeof rate === "number" ? rate : { base: rate.base, tiers: rate.tiers };
  }
  if (vector.input === undefined) return null;
  if (FOR_AUDIO.test(modelId) && vector.inputAudio === undefined) return null;
  const hourFactor = PROVIDERS[providerId]?.quirks.hourCacheWriteFactor ?? null;
  if (hourFactor !== null) vector.hourCacheWrite ??= scaleRate(vector.input, hourFactor);
  return vector;
}

const SANDBOX_PRICES: ReadonlyMap<string, PriceVector> = new Map(
  [...SANDBOX_MODELS].map(([id, { rates }]) => [
    id,
    { input: rates.input, cachedInput: rates.cached, cacheWrite: rates.written, output: rates.output },
  ]),
);

function search(providerId: string, model: string): PricedModel | null {
  const provider = PROVIDERS[providerId];
  if (!provider?.priceProviderId || provider.serves?.test(model) === false) return null;
  const prefix = provider.quirks.modelPrefix;
  const bare = prefix && model.startsWith(prefix) ? model.slice(prefix.length) : model;
  for (const name of new Set([model, bare, bare.replace(/^models\//, "")])) {
    const result = calcPrice({}, name, { providerId: provider.priceProviderId });
    if (result) return { info: result.model, only: { ...result.provider, models: [result.model] } };
  }
  return null;
}
