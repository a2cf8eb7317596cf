import { createHash } from "node:crypto";
import { PROVIDER_ALIASES, PROVIDERS } from "@/server/contracts/provider-table";
import type { Provider } from "@/server/contracts/provider-types";
import { upstreamUrl } from "@/server/contracts/provider-url";
import { AppError } from "@/server/core/errors";
import type { GatewayKey, ProviderConnection } from "@/server/modules/gateway-config";
import {
  listProviderHomes,
  type ProjectScope,
  type ProviderObjectHome,
} from "@/server/modules/provider-objects";
import { sandboxBaseUrl } from "../sandbox/sandbox-server";
import type { Caller } from "../stages/authenticate";
import { connectedModels, isUsable } from "../stages/connected-models";
import { fromStore, type ObjectCall } from "./object-exchange";

/** Where a call goes: a provider, and the key whose account holds the object. */
export interface Home {
  provider: Provider;
  connection: ProviderConnection | null;
}

const HEADER = "floopy-provider";

/** The provider that the caller named; null when none was. Throws for one that cannot take the call. */
export function namedProvider({ caller, collection, exchange }: ObjectCall): Provider | null {
  const named = exchange.req.headers[HEADER]?.trim() ?? "";
  if (named === "") return null;
  const choices = capableProviders(caller, collection.path);
  const name = named.toLowerCase();
  const id = PROVIDER_ALIASES.get(name) ?? name;
  const found = choices.find((provider) => provider.id === id);
  if (found !== undefined) return found;
  throw chooseOne(
    `“${named.slice(0, 60)}” is no connected provider with ${wordsOf(collection.endpoint)}.`,
    choices,
  );
}

/** The only provider that can take the call; the sandbox where there is no real one. */
export function onlyProvider({ caller, collection }: ObjectCall): Provider {
  const choices = capableProviders(caller, collection.path);
  const real = choices.filter(({ isSandbox }) => !isSandbox);
  const [only, another] = real.length > 0 ? real : choices;
  if (only !== undefined && another === undefined) return only;
  const problem = only === undefined ? "No connected provider has" : "Several connected providers have";
  throw chooseOne(`${problem} ${wordsOf(collection.endpoint)}.`, choices);
}

function capableProviders({ org, key }: Caller, path: ObjectCall["collection"]["path"]): Provider[] {
  return connectedModels(org).providers.flatMap(({ provider: id }) => {
    const provider = PROVIDERS[id];
    if (provider === undefined || provider.paths[path] === null || !mayUse(key, provider)) return [];
    return provider.isSandbox || usableConnections({ org }, provider, path).length > 0 ? [provider] : [];
  });
}

/** A list of models that names no model of the provider keeps the key from its files, too. */
function mayUse({ allowedModels }: GatewayKey, { id }: Provider): boolean {
  return (
    allowedModels.length === 0 ||
    allowedModels.some((allowed) => !allowed.includes("/") || allowed.startsWith(`${id}/`))
  );
}

function wordsOf(endpoint: ObjectCall["collection"]["endpoint"]): string {
  return endpoint === "message_batches" ? "message batches" : endpoint;
}

function chooseOne(problem: string, choices: readonly Provider[]): AppError {
  const ids = choices.map(({ id }) => id);
  const advice =
    ids.length === 0
      ? "Connect a provider key for one that has, in the console."
      : `Name one in the header ${HEADER}: ${ids.join(", ")}.`;
  return new AppError("invalid_request", "the provider is not clear", {
    userMessage: `${problem} ${advice}`,
    param: HEADER,
    details: { choices: ids },
  });
}

/** Where the project's next object goes: to the key it used last, so that its objects stay together. */
export async function homeForNew(call: ObjectCall, provider: Provider): Promise<Home> {
  const { caller, scope, collection } = call;
  if (provider.isSandbox) return { provider, connection: null };
  const usable = usableConnections(caller, provider, collection.path);
  const used = usable.length < 2 ? [] : await fromStore(listProviderHomes(scope, provider.id));
  const last = used.flatMap((id) => usable.find((connection) => connection.id === id) ?? []).at(0);
  return { provider, connection: last ?? rendezvous(scope, usable) };
}

/** Where a known object is. Its key may have been replaced by another one of the same account. */
export function homeOf({ caller, scope, collection }: ObjectCall, known: ProviderObjectHome): Home | null {
  const provider = PROVIDERS[known.provider];
  if (provider === undefined) return null;
  if (provider.isSandbox) return { provider, connection: null };
  const usable = usableConnections(caller, provider, collection.path);
  const connection = usable.find(({ id }) => id === known.providerKeyId) ?? rendezvous(scope, usable);
  return connection === null ? null : { provider, connection };
}

export function placeOf({ provider, connection }: Home): ProviderObjectHome {
  return { provider: provider.id, providerKeyId: connection?.id ?? "" };
}

function usableConnections(
  { org }: Pick<Caller, "org">,
  provider: Provider,
  path: ObjectCall["collection"]["path"],
): ProviderConnection[] {
  const target = { endpoint: path, model: "", isStream: false };
  return org.connections.filter(
    (row) => row.provider === provider.id && isUsable(row) && upstreamUrl(provider, target, row) !== null,
  );
}

/** Where the home keeps things of a kind. */
export async function addressOf(
  { provider, connection }: Home,
  path: ObjectCall["collection"]["path"],
): Promise<string> {
  if (provider.isSandbox) return `${await sandboxBaseUrl()}${provider.paths[path] ?? ""}`;
  const url = upstreamUrl(provider, { endpoint: path, model: "", isStream: false }, connection);
  if (url === null) throw new Error(`${provider.id} has no address for ${path}`);
  return url;
}

/** The same key for the same project each time; one key more or less moves no other project's choice. */
export function rendezvous(
  { orgId, projectId }: ProjectScope,
  connections: readonly ProviderConnection[],
): ProviderConnection | null {
  let best: { connection: ProviderConnection; rank: string } | null = null;
  for (const connection of connections) {
    const rank = createHash("sha256").update(`${orgId}|${projectId}|${connection.id}`).digest("hex");
    if (best === null || rank > best.rank) best = { connection, rank };
  }
  return best?.connection ?? null;
}
