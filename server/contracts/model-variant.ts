import type { Provider } from "./provider-types";

const made = new WeakMap<Provider, readonly Provider[]>();

/** The provider as it is for one of its models: some call a family of models in another way than the rest. */
export function variantFor(provider: Provider, model: string): Provider {
  if (provider.families.length === 0) return provider;
  const at = provider.families.findIndex(({ models }) => models.test(model));
  return (at === -1 ? undefined : variantsOf(provider)[at]) ?? provider;
}

function variantsOf(provider: Provider): readonly Provider[] {
  const known = made.get(provider);
  if (known !== undefined) return known;
  const variants = provider.families.map(({ paths, streamPaths, quirks }) => ({
    ...provider,
    paths: { ...provider.paths, ...paths },
    streamPaths: { ...provider.streamPaths, ...streamPaths },
    quirks: { ...provider.quirks, ...quirks },
  }));
  made.set(provider, variants);
  return variants;
}
