import type { ModelInfo, ModelPrice } from "@pydantic/genai-prices";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { ConnectedProvider, Provider } from "@/server/contracts/provider-types";
import { SANDBOX_MODELS, type SandboxModel } from "@/server/contracts/sandbox-models";
import { listedName } from "./listed-name";
import { findPricedModel, pricedModels } from "./price-book";

export interface ListedModel {
  /** `provider/model`: what a request may put into `model`. */
  id: string;
  provider: string;
  /** The name on its own. */
  model: string;
  name: string;
  kind: "chat" | "embedding";
  contextWindow: number | null;
  /** Base tier, micro-USD per million tokens; null when unknown. */
  inputMicroUsdPerMtok: number | null;
  cachedInputMicroUsdPerMtok: number | null;
  outputMicroUsdPerMtok: number | null;
  /** Null where we do not know. */
  capabilities: { tools: boolean; structuredOutput: boolean; reasoning: boolean } | null;
  isSandbox: boolean;
}

/** Every model that the connected providers are known to serve, in the order of the providers. */
export function listModels(connected: readonly ConnectedProvider[]): ListedModel[] {
  const listed = new Map<string, ListedModel>();
  for (const entry of connected) {
    const provider = PROVIDERS[entry.provider];
    if (!provider) continue;
    for (const model of modelsOf(provider, entry)) {
      if (!listed.has(model.id)) listed.set(model.id, model);
    }
  }
  return [...listed.values()];
}

function modelsOf(provider: Provider, { models = [], settings = {} }: ConnectedProvider): ListedModel[] {
  if (provider.isSandbox) return [...SANDBOX_MODELS.values()].map((model) => fromSandbox(provider, model));
  const declared = models.map(({ name, model }) =>
    fromInfo(
      provider,
      name,
      (findPricedModel(provider.id, model) ?? findPricedModel(provider.id, name))?.info ?? null,
    ),
  );
  if (provider.hasOpenCatalogue) return declared;
  const listed = pricedModels(provider.id)
    .filter(isCallable)
    .flatMap((info) => {
      const name = listedName(provider, info.id, settings);
      return name === null ? [] : [fromInfo(provider, name, info)];
    });
  return [...declared, ...listed];
}

/** The list also holds audio, image and retired completion models, which our endpoints cannot serve. */
function isCallable(info: ModelInfo): boolean {
  const prices = currentPrices(info);
  return !info.deprecated && "input_mtok" in prices && !RETIRED.test(info.id);
}

const RETIRED =
  /^(ada|babbage|curie|davinci|text-(ada|babbage|curie|davinci)-\d+|ft:|gpt-3\.5-turbo-instruct)/;
const EMBEDDING = /embed|(^|[/-])(bge|gte|e5|m2-bert|uae)-/i;

/** Of prices by period the last one that has begun holds; those for hours of the day are left out of a list. */
function currentPrices(info: ModelInfo): ModelPrice {
  if (!Array.isArray(info.prices)) return info.prices;
  const today = new Date().toISOString().slice(0, 10);
  const held = info.prices.filter(({ constraint }) => {
    if (constraint === undefined) return true;
    return constraint.type === "start_date" && constraint.start_date <= today;
  });
  return held.at(-1)?.prices ?? info.prices[0]?.prices ?? {};
}

function microUsd(rate: ModelPrice[string]): number | null {
  if (rate === undefined) return null;
  return Math.round((typeof rate === "number" ? rate : rate.base) * 1e6);
}

function fromInfo(provider: Provider, model: string, info: ModelInfo | null): ListedModel {
  const prices: ModelPrice = info ? currentPrices(info) : {};
  return {
    id: `${provider.id}/${model}`,
    provider: provider.id,
    model,
    name: info?.name ?? model,
    kind: EMBEDDING.test(model) ? "embedding" : "chat",
    contextWindow: info?.context_window ?? null,
    inputMicroUsdPerMtok: microUsd(prices.input_mtok),
    cachedInputMicroUsdPerMtok: microUsd(prices.cache_read_mtok),
    outputMicroUsdPerMtok: microUsd(prices.output_mtok),
    capabilities: null,
    isSandbox: false,
  };
}

function fromSandbox(provider: Provider, model: SandboxModel): ListedModel {
  const isChat = model.kind === "chat";
  return {
    id: `${provider.id}/${model.id}`,
    provider: provider.id,
    model: model.id,
    name: model.name,
    kind: model.kind,
    contextWindow: model.contextWindow,
    inputMicroUsdPerMtok: Math.round(model.rates.input * 1e6),
    cachedInputMicroUsdPerMtok: Math.round(model.rates.cached * 1e6),
    outputMicroUsdPerMtok: isChat ? Math.round(model.rates.output * 1e6) : null,
    capabilities: isChat ? { tools: true, structuredOutput: true, reasoning: model.thinks } : null,
    isSandbox: true,
  };
}
