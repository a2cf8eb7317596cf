import type { Provider, ProviderPaths } from "./provider-types";

export type UpstreamEndpoint = keyof ProviderPaths;

/** What a connection says about where to call. */
export interface ConnectionAddress {
  baseUrl: string | null;
  settings: Readonly<Record<string, unknown>>;
}

export interface UpstreamTarget {
  endpoint: UpstreamEndpoint;
  model: string;
  isStream: boolean;
}

const NOWHERE: ConnectionAddress = { baseUrl: null, settings: {} };

/** The URL to call, or null when the provider has no such endpoint or something of its address was not given. */
export function upstreamUrl(
  provider: Provider,
  target: UpstreamTarget,
  connection: ConnectionAddress | null = NOWHERE,
): string | null {
  const { baseUrl, settings } = connection ?? NOWHERE;
  const path = pathOf(provider, target, settings);
  if (path === null) return null;
  const base = path.startsWith("https:") ? "" : baseOf(provider, baseUrl, settings);
  return base === null
    ? null
    : fill(base + path, { ...settings, host: hostOf(provider, settings) }, target.model);
}

/** Whether a customer names, in part or in whole, the server that is called. */
export function isCustomerNamed(provider: Provider): boolean {
  return provider.needsBaseUrl || provider.settings.some((setting) => setting.movesAddress);
}

function pathOf(
  { paths, streamPaths, whenSet }: Provider,
  { endpoint, isStream }: UpstreamTarget,
  settings: ConnectionAddress["settings"],
): string | null {
  if (whenSet !== null && isText(settings[whenSet.setting])) return whenSet.paths[endpoint] ?? null;
  return (isStream ? streamPaths[endpoint] : null) ?? paths[endpoint];
}

function baseOf(
  provider: Provider,
  baseUrl: string | null,
  settings: ConnectionAddress["settings"],
): string | null {
  if (!provider.needsBaseUrl) return provider.baseUrl;
  if (!baseUrl) return null;
  const { whenSet, quirks } = provider;
  const isVariant = whenSet !== null && isText(settings[whenSet.setting]);
  return tidyBaseUrl(provider, baseUrl, isVariant ? whenSet.basePath : quirks.defaultBasePath);
}

/** A customer's base URL as they pasted it: no trailing slash or endpoint, the usual path added when it has none. */
export function tidyBaseUrl(
  provider: Provider,
  baseUrl: string,
  basePath = provider.quirks.defaultBasePath,
): string {
  const { ownPath } = provider.quirks;
  const url = new URL(baseUrl.trim());
  const pasted = url.pathname
    .replace(/\/(chat\/completions|responses|embeddings|models)\/?$/, "")
    .replace(/\/+$/, "");
  if (ownPath?.test(pasted)) return url.origin + pasted.replace(ownPath, "") + (basePath ?? "");
  return url.origin + (pasted || (basePath ?? ""));
}

function hostOf({ host }: Provider, settings: ConnectionAddress["settings"]): string | undefined {
  const value = host === null ? undefined : settings[host.setting];
  if (host === null || !isText(value)) return undefined;
  return (
    (Object.hasOwn(host.special, value) ? host.special[value] : undefined) ??
    host.otherwise.replace(/\{\w+\}/, value)
  );
}

/** Null when a place stays empty. A value is one part of a path: what would divide it is escaped. */
function fill(template: string, values: Readonly<Record<string, unknown>>, model: string): string | null {
  if (!template.includes("{")) return template;
  let isComplete = true;
  const url = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = name === "model" ? model : Object.hasOwn(values, name) ? values[name] : undefined;
    // Dots alone would climb up the path.
    if (isText(value) && !/^\.+$/.test(value)) return escapeSegment(value);
    isComplete = false;
    return "";
  });
  return isComplete ? url : null;
}

/** As strict as AWS's signatures want it. */
function escapeSegment(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** The headers that identify the customer to the provider by a plain key; empty when there is no key to send. */
export function authHeaders(
  provider: Provider,
  key: string | null,
  endpoint: UpstreamEndpoint = "chat",
): Record<string, string> {
  const { auth, headers } = callFacts(provider, endpoint);
  if (!key) return { ...headers };
  switch (auth.kind) {
    case "header":
    case "azure":
      return { ...headers, [auth.header]: key };
    case "none":
      return { ...headers };
    default:
      return { ...headers, authorization: `Bearer ${key}` };
  }
}

function callFacts({ auth, quirks }: Provider, endpoint: UpstreamEndpoint) {
  const own = endpoint === "chat" ? null : quirks.nativeCall;
  return own ?? { auth, headers: quirks.headers };
}
