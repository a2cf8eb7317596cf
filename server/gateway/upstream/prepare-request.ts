import { isCustomerNamed, type UpstreamEndpoint, upstreamUrl } from "@/server/contracts/provider-url";
import { authorizeCall } from "@/server/core/provider-auth/authorize-call";
import { sandboxBaseUrl } from "../sandbox/sandbox-server";
import type { Hop } from "../stages/plan-route";
import type { UpstreamRequest } from "./upstream-call";
import type { UpstreamPools } from "./upstream-pools";

interface Address {
  origin: string;
  path: string;
}

const ADDRESSES_MAX = 5_000;
const addresses = new Map<string, Address>();

/** What is sent, whatever the provider: where to, the headers of the format, and the body. */
export interface UpstreamMessage {
  endpoint: UpstreamEndpoint;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
  isStream: boolean;
}

/** The request to send for one hop: address, headers of our own making, and the body. */
export async function prepareRequest(
  { provider, model, connection }: Hop,
  { endpoint, headers, body, isStream }: UpstreamMessage,
  pools: UpstreamPools,
): Promise<UpstreamRequest> {
  const url = provider.isSandbox
    ? `${await sandboxBaseUrl()}${provider.paths[endpoint] ?? ""}`
    : upstreamUrl(provider, { endpoint, model, isStream }, connection);
  if (url === null) throw new Error(`${provider.id} has no address for ${endpoint}`);
  const { origin, path } = addressOf(url);
  const call = { endpoint, method: "POST", url, body, settings: connection?.settings ?? {} };
  const authorized = authorizeCall(provider, connection?.secret ?? null, call);
  return {
    pool: pools.get(origin, isCustomerNamed(provider)),
    path,
    headers: {
      "content-type": "application/json",
      accept: isStream ? "text/event-stream" : "application/json",
      "accept-encoding": "identity",
      "user-agent": "floopy-gateway",
      ...(authorized instanceof Promise ? await authorized : authorized),
      ...headers,
    },
    body,
  };
}

function addressOf(url: string): Address {
  const known = addresses.get(url);
  if (known !== undefined) return known;
  const { origin, pathname, search } = new URL(url);
  const address = { origin, path: pathname + search };
  if (addresses.size < ADDRESSES_MAX) addresses.set(url, address);
  return address;
}
