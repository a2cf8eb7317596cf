import { readDeclaredModels } from "./provider-settings";
import { PROVIDERS } from "./provider-table";
import type { ConnectedProvider, SettingValues } from "./provider-types";

interface Connection {
  provider: string;
  settings: unknown;
}

/** What an organisation can call, one entry for each provider: all that its connections declare, and the sandbox. */
export function connectedProviders(connections: readonly Connection[]): ConnectedProvider[] {
  const byProvider = new Map<string, ConnectedProvider>();
  for (const { provider, settings } of connections) {
    const values = valuesIn(settings);
    const known = byProvider.get(provider) ?? { models: [], settings: values };
    const models = [...(known.models ?? []), ...readDeclaredModels(values)];
    byProvider.set(provider, { ...known, provider, models });
  }
  for (const { id, isSandbox } of Object.values(PROVIDERS))
    if (isSandbox) byProvider.set(id, { provider: id });
  return [...byProvider.values()];
}

function valuesIn(settings: unknown): SettingValues {
  return typeof settings === "object" && settings !== null && !Array.isArray(settings) ? { ...settings } : {};
}
