import { PROVIDERS } from "@/server/contracts/provider-table";
import type { ConnectedProvider, ResolvedModel } from "@/server/contracts/provider-types";
import type { OrgConfig, ProviderConnection } from "@/server/modules/gateway-config";
import { resolveModel } from "../providers/resolve-model";

/** What an organisation can call, worked out once per version of its configuration. */
export interface ConnectedModels {
  providers: readonly ConnectedProvider[];
  resolve(model: string): readonly ResolvedModel[];
}

const NAMES_MAX = 2_000;
const byConfig = new WeakMap<OrgConfig, ConnectedModels>();
const SANDBOXES = Object.values(PROVIDERS).filter((provider) => provider.isSandbox);

export function connectedModels(org: OrgConfig): ConnectedModels {
  const known = byConfig.get(org);
  if (known !== undefined) return known;
  const made = makeConnected(org);
  byConfig.set(org, made);
  return made;
}

function makeConnected(org: OrgConfig): ConnectedModels {
  const models = new Map<string, string[]>();
  for (const connection of org.connections) {
    if (!isUsable(connection)) continue;
    const declared = models.get(connection.provider) ?? [];
    models.set(connection.provider, [...declared, ...declaredModels(connection)]);
  }
  for (const { id } of SANDBOXES) models.set(id, []);
  const providers = [...models].map(([provider, declared]) => ({ provider, models: declared }));
  const resolved = new Map<string, readonly ResolvedModel[]>();
  return {
    providers,
    resolve: (model) => {
      const found = resolved.get(model) ?? resolveModel(model, providers);
      if (resolved.size < NAMES_MAX) resolved.set(model, found);
      return found;
    },
  };
}

/** A connection that lacks what its provider needs cannot be called. */
export function isUsable(connection: ProviderConnection): boolean {
  const provider = PROVIDERS[connection.provider];
  if (provider === undefined) return false;
  if (provider.needsKey && connection.secret === null) return false;
  return !provider.needsBaseUrl || connection.baseUrl !== null;
}

/** Models the customer declared for this connection (deployments, local models). */
export function declaredModels(connection: ProviderConnection): readonly string[] {
  const { models } = connection.settings;
  return Array.isArray(models) ? models.filter((model): model is string => typeof model === "string") : [];
}
