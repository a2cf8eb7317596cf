import type { Provider, ProviderPaths } from "./provider-types";

export type UpstreamEndpoint = keyof ProviderPaths;

/** The URL to call, or null when the provider has no such endpoint or no address was given. */
export function upstreamUrl(
  provider: Provider,
  endpoint: UpstreamEndpoint,
  customBaseUrl: string | null = null,
): string | null {
  const path = provider.paths[endpoint];
  const base = provider.needsBaseUrl
    ? customBaseUrl && tidyBaseUrl(provider, customBaseUrl)
    : provider.baseUrl;
  return path && base ? base + path : null;
}

/** A customer's base URL as they pasted it: no trailing slash or endpoint, the usual path added when it has none. */
export function tidyBaseUrl(provider: Provider, baseUrl: string): string {
  const url = new URL(baseUrl.trim());
  const path = url.pathname.replace(/\/(chat\/completions|embeddings|models)\/?$/, "").replace(/\/+$/, "");
  return url.origin + (path || (provider.quirks.defaultBasePath ?? ""));
}

/** The headers that identify the customer to the provider; empty when there is no key to send. */
export function authHeaders(
  provider: Provider,
  secret: string | null,
  endpoint: UpstreamEndpoint = "chat",
): Record<string, string> {
  const { auth, headers } = callFacts(provider, endpoint);
  if (!secret) return { ...headers };
  switch (auth.kind) {
    case "bearer":
      return { ...headers, authorization: `Bearer ${secret}` };
    case "header":
      return { ...headers, [auth.header]: secret };
    case "none":
      return { ...headers };
  }
}

function callFacts({ auth, quirks }: Provider, endpoint: UpstreamEndpoint) {
  const own = endpoint === "chat" ? null : quirks.nativeCall;
  return own ?? { auth, headers: quirks.headers };
}
