import { findProvider } from "@pydantic/genai-prices";
import { variantFor } from "@/server/contracts/model-variant";
import type { DeclaredModel } from "@/server/contracts/provider-settings";
import { PROVIDER_ALIASES, PROVIDERS } from "@/server/contracts/provider-table";
import type { ConnectedProvider, Provider, ResolvedModel } from "@/server/contracts/provider-types";
import { SANDBOX_MODELS } from "@/server/contracts/sandbox-models";
import { findPricedModel } from "@/server/pricing/price-book";

/**
 * Who can serve a model name among the connected providers, best first; empty when nobody can.
 * `provider/model` goes to that provider. A bare name goes to whoever lists it, the maker of the model before the
 * customer's own deployments and these before resellers; when nobody lists it, to the maker whose naming it follows (a model newer than our list), then to a provider
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
      () => byName(model, known),
      () => byFamily(model, known),
      () => byOpenCatalogue(model, known),
    ]) ?? []
  );
}

interface Known {
  provider: Provider;
  models: readonly DeclaredModel[];
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
  const entry = known.find(({ provider }) => provider.id === id);
  if (!entry) return [];
  const { provider, models } = entry;
  const rest = model.slice(slash + 1);
  const isOwnName =
    models.some(({ name }) => name === rest) || (!provider.hasOpenCatalogue && lists(provider, rest));
  const behind = isOwnName ? [] : models.filter((one) => one.model === rest);
  if (behind.length > 0) return behind.map(({ name }) => ({ provider: provider.id, model: name }));
  if (provider.isSandbox && !SANDBOX_MODELS.has(rest)) return [];
  return [target(provider, rest)];
}

/** Makers, then those for which the customer declared the name or what stands behind it, then who else lists it. */
function byName(model: string, known: readonly Known[]): ResolvedModel[] {
  const makers = known.filter(({ provider }) => provider.isModelMaker && lists(provider, model));
  const declared = known.flatMap(({ provider, models }) =>
    models
      .filter((one) => one.name === model || one.model === model)
      .map(({ name }) => ({ provider: provider.id, model: name })),
  );
  const others = known.filter(
    ({ provider, models }) =>
      !provider.isModelMaker && lists(provider, model) && !(provider.hasOpenCatalogue && models.length > 0),
  );
  const named = new Set(declared.map(({ provider }) => provider));
  const listed = (providers: readonly Known[]): ResolvedModel[] =>
    providers
      .filter(({ provider }) => !named.has(provider.id))
      .map(({ provider }) => target(provider, model));
  return [...listed(makers), ...declared, ...listed(others)];
}

function lists(provider: Provider, model: string): boolean {
  return findPricedModel(provider.id, model) !== null;
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
  const prefix = variantFor(provider, model).quirks.modelPrefix;
  const upstream = prefix && !model.includes("/") ? prefix + model : model;
  return { provider: provider.id, model: upstream };
}
