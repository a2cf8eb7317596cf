import { findProvider } from "@pydantic/genai-prices";
import { PROVIDER_ALIASES, PROVIDERS } from "@/server/contracts/provider-table";
import type { ConnectedProvider, Provider, ResolvedModel } from "@/server/contracts/provider-types";
import { SANDBOX_MODELS } from "@/server/contracts/sandbox-models";
import { findPricedModel } from "@/server/pricing/price-book";

/**
 * Who can serve a model name among the connected providers, best first; empty when nobody can.
 * `provider/model` goes to that provider. A bare name goes to whoever lists it, the maker of the model before
 * resellers, then to the maker whose naming it follows (a model newer than our list), then to a provider
 * whose catalogue is the customer's own.
 */
export function resolveModel(model: string, connected: readonly ConnectedProvider[]): ResolvedModel[] {
  const known = connected.flatMap((entry) => {
    const provider = PROVIDERS[entry.provider];
    return provider ? [{ provider, models: entry.models ?? [] }] : [];
  });
  return (
    firstFound([
      () => byPrefix(model, known),
      () =>
        known.filter(({ models }) => models.includes(model)).map(({ provider }) => target(provider, model)),
      () => byCatalogue(model, known),
      () => byFamily(model, known),
      () => byOpenCatalogue(model, known),
    ]) ?? []
  );
}

interface Known {
  provider: Provider;
  models: readonly string[];
}

function firstFound(steps: readonly (() => ResolvedModel[])[]): ResolvedModel[] | null {
  for (const step of steps) {
    const found = step();
    if (found.length > 0) return found;
  }
  return null;
}

function byPrefix(model: string, known: readonly Known[]): ResolvedModel[] {
  const slash = model.indexOf("/");
  if (slash <= 0 || slash === model.length - 1) return [];
  const head = model.slice(0, slash).toLowerCase();
  const id = PROVIDER_ALIASES.get(head) ?? head;
  const provider = known.find((entry) => entry.provider.id === id)?.provider;
  if (!provider) return [];
  const rest = model.slice(slash + 1);
  if (provider.isSandbox && !SANDBOX_MODELS.has(rest)) return [];
  return [target(provider, rest)];
}

function byCatalogue(model: string, known: readonly Known[]): ResolvedModel[] {
  return known
    .filter(({ provider }) => findPricedModel(provider.id, model) !== null)
    .sort((a, b) => Number(b.provider.isModelMaker) - Number(a.provider.isModelMaker))
    .map(({ provider }) => target(provider, model));
}

function byFamily(model: string, known: readonly Known[]): ResolvedModel[] {
  const maker = findProvider({ modelId: model })?.id;
  if (!maker) return [];
  return known
    .filter(({ provider }) => provider.isModelMaker && provider.priceProviderId === maker)
    .map(({ provider }) => target(provider, model));
}

function byOpenCatalogue(model: string, known: readonly Known[]): ResolvedModel[] {
  return known
    .filter(({ provider, models }) => provider.hasOpenCatalogue && models.length === 0)
    .map(({ provider }) => target(provider, model));
}

function target(provider: Provider, model: string): ResolvedModel {
  const prefix = provider.quirks.modelPrefix;
  const upstream = prefix && !model.includes("/") ? prefix + model : model;
  return { provider: provider.id, model: upstream };
}
