import { calcPrice, findProvider, type ModelInfo, type Provider } from "@pydantic/genai-prices";
import { LRUCache } from "lru-cache";
import { PROVIDERS } from "@/server/contracts/provider-table";

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
