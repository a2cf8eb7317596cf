import { connectedProviders } from "@/server/contracts/connected-providers";
import {
  type DeclaredModel,
  RESPONSES_SETTING,
  readDeclaredModels,
} from "@/server/contracts/provider-settings";
import { PROVIDERS } from "@/server/contracts/provider-table";
import type { ConnectedProvider, Provider, ResolvedModel } from "@/server/contracts/provider-types";
import type { OrgConfig, ProviderConnection } from "@/server/modules/gateway-config";
import { findPricedModel } from "@/server/pricing/price-book";
import { resolveModel } from "../providers/resolve-model";
import type { Hop } from "./plan-route";

/** What an organisation can call, worked out once per version of its configuration. */
export interface ConnectedModels {
  providers: readonly ConnectedProvider[];
  resolve(model: string): readonly ResolvedModel[];
}

const NAMES_MAX = 2_000;
const byConfig = new WeakMap<OrgConfig, ConnectedModels>();

export function connectedModels(org: OrgConfig): ConnectedModels {
  const known = byConfig.get(org);
  if (known !== undefined) return known;
  const made = makeConnected(org);
  byConfig.set(org, made);
  return made;
}

function makeConnected(org: OrgConfig): ConnectedModels {
  const providers = connectedProviders(org.connections.filter(isUsable));
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
  if (provider.needsBaseUrl && connection.baseUrl === null) return false;
  return provider.settings.every(
    ({ name, isRequired }) => !isRequired || connection.settings[name] !== undefined,
  );
}

/** A provider as a connection of it is: what a customer's settings change of what it speaks beside chat. */
export function asConnected(provider: Provider, { settings }: ProviderConnection): Provider {
  const { paths, whenSet } = provider;
  const isVariant = whenSet !== null && typeof settings[whenSet.setting] === "string";
  const declared = settings[RESPONSES_SETTING.name] === undefined ? null : "/responses";
  const responses = isVariant ? (whenSet.paths.responses ?? null) : (paths.responses ?? declared);
  return responses === paths.responses ? provider : { ...provider, paths: { ...paths, responses } };
}

const declaredBy = new WeakMap<ProviderConnection, readonly DeclaredModel[]>();

/** Models the customer declared for this connection (deployments, local models). */
export function declaredModels(connection: ProviderConnection): readonly DeclaredModel[] {
  const known = declaredBy.get(connection);
  if (known !== undefined) return known;
  const declared = readDeclaredModels(connection.settings);
  declaredBy.set(connection, declared);
  return declared;
}

/** The name under which a hop's model is priced: what the customer says stands behind theirs, if that is known. */
export function pricedModel({
  provider,
  model,
  connection,
}: Pick<Hop, "provider" | "model" | "connection">): string {
  const declared = connection === null ? [] : declaredModels(connection);
  const behind = declared.find(({ name }) => name === model)?.model;
  return behind !== undefined && findPricedModel(provider.id, behind) !== null ? behind : model;
}
