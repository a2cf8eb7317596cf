import type { ModelInfo } from "@pydantic/genai-prices";
import { CAPABILITIES, type Capability, type CatalogModel } from "@/server/contracts/models";
import type { PriceVector } from "@/server/contracts/prices";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { ConnectedProvider, Provider } from "@/server/contracts/provider-types";
import { SANDBOX_MODELS, type SandboxModel } from "@/server/contracts/sandbox-models";
import { listedName } from "./listed-name";
import { MODEL_FACTS } from "./model-facts-table";
import { findPricedModel, type PricedModel, priceAt, pricedModels, sandboxPrice } from "./price-book";

/** Every model that the connected providers are known to serve, in the order of the providers. */
export function listModels(connected: readonly ConnectedProvider[]): CatalogModel[] {
  const listed = new Map<string, CatalogModel>();
  for (const entry of connected) {
    const provider = PROVIDERS[entry.provider];
    if (!provider) continue;
    for (const model of modelsOf(provider, entry)) {
      if (!listed.has(model.id)) listed.set(model.id, model);
    }
  }
  return [...listed.values()];
}

/** Every model of the price list, whoever is connected. */
export function wholeCatalog(): CatalogModel[] {
  return Object.values(PROVIDERS).flatMap((provider) =>
    provider.isSandbox
      ? []
      : pricedModels(provider.id)
          .filter(isCallable)
          .map(({ id }) => fromInfo(provider, id, findPricedModel(provider.id, id))),
  );
}

/** What is known of one model under the name a provider was sent; null for a provider that we do not have. */
export function catalogModel(providerId: string, model: string): CatalogModel | null {
  const provider = PROVIDERS[providerId];
  if (!provider) return null;
  const sandboxed = provider.isSandbox ? SANDBOX_MODELS.get(model) : undefined;
  if (sandboxed) return fromSandbox(provider, sandboxed);
  if (provider.isSandbox) return null;
  return fromInfo(provider, model, findPricedModel(provider.id, model));
}

function modelsOf(provider: Provider, { models = [], settings = {} }: ConnectedProvider): CatalogModel[] {
  if (provider.isSandbox) return [...SANDBOX_MODELS.values()].map((model) => fromSandbox(provider, model));
  const declared = models.map(({ name, model }) =>
    fromInfo(provider, name, findPricedModel(provider.id, model) ?? findPricedModel(provider.id, name)),
  );
  if (provider.hasOpenCatalogue) return declared;
  const listed = pricedModels(provider.id)
    .filter(isCallable)
    .flatMap((info) => {
      const name = listedName(provider, info.id, settings);
      return name === null ? [] : [fromInfo(provider, name, findPricedModel(provider.id, info.id))];
    });
  return [...declared, ...listed];
}

/** The list also holds audio, image and retired completion models, which our endpoints cannot serve. */
function isCallable(info: ModelInfo): boolean {
  const prices = Array.isArray(info.prices) ? info.prices[0]?.prices : info.prices;
  return !info.deprecated && prices !== undefined && "input_mtok" in prices && !RETIRED.test(info.id);
}

const RETIRED =
  /^(ada|babbage|curie|davinci|text-(ada|babbage|curie|davinci)-\d+|ft:|gpt-3\.5-turbo-instruct)/;
const EMBEDDING = /embed|(^|[/-])(bge|gte|e5|m2-bert|uae)-/i;

function fromInfo(provider: Provider, model: string, listed: PricedModel | null): CatalogModel {
  const price = listed && priceAt(provider.id, listed, new Date());
  const isEmbedding = EMBEDDING.test(model);
  const facts = isEmbedding
    ? undefined
    : MODEL_FACTS.find(({ pattern }) => pattern.test(model.toLowerCase()));
  return {
    id: `${provider.id}/${model}`,
    provider: provider.id,
    model,
    name: listed?.info.name ?? model,
    kind: isEmbedding ? "embedding" : "chat",
    contextWindow: listed?.info.context_window ?? null,
    maxOutputTokens: facts?.maxOutputTokens ?? null,
    capabilities: facts ? inOrder([...facts.capabilities, ...pricedFor(price), "streaming"]) : null,
    price,
    isSandbox: false,
  };
}

/** What a price is published for can be done. */
function pricedFor(price: PriceVector | null): Capability[] {
  if (price === null) return [];
  const caching = price.cachedInput === undefined ? [] : (["caching"] as const);
  const audio = price.inputAudio === undefined && price.outputAudio === undefined ? [] : (["audio"] as const);
  return [...caching, ...audio];
}

function inOrder(found: readonly Capability[]): Capability[] {
  return CAPABILITIES.filter((capability) => found.includes(capability));
}

function fromSandbox(provider: Provider, model: SandboxModel): CatalogModel {
  const isChat = model.kind === "chat";
  const reasoning = model.thinks ? (["reasoning"] as const) : [];
  return {
    id: `${provider.id}/${model.id}`,
    provider: provider.id,
    model: model.id,
    name: model.name,
    kind: model.kind,
    contextWindow: model.contextWindow,
    maxOutputTokens: null,
    capabilities: isChat ? inOrder(["tools", "structuredOutput", "caching", "streaming", ...reasoning]) : [],
    price: sandboxPrice(model.id),
    isSandbox: true,
  };
}
