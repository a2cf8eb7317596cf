import { lookup as dnsLookup, type LookupAddress, type LookupOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { buildConnector } from "undici";
import { AppError } from "@/server/core/errors";
import { env } from "@/server/env";

const PUBLIC_PORTS = new Set(["", "443", "8443"]);

export interface GuardOptions {
  /** Lets private addresses, http and any port pass; by default what FLOOPY_ALLOW_PRIVATE_UPSTREAMS says. */
  allowPrivate?: boolean;
  /** Resolves a name to all of its addresses; tests pass their own. */
  resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
}

const refused = (why: string): AppError =>
  new AppError("invalid_request", `This address is not allowed: ${why}.`, { param: "base_url" });

/** True for an address that is routed on the public internet and belongs to no special range, IPv4 in disguise included. */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, "");
  if (!ipaddr.isValid(bare)) return false;
  return ipaddr.parse(bare).range() === "unicast" && !DOCUMENTED_EXCEPTIONS.some((match) => match(bare));
}

/** Ranges that the library calls unicast and that must not be reached all the same. */
const DOCUMENTED_EXCEPTIONS: readonly ((address: string) => boolean)[] = [
  (address) => inRange(address, "168.63.129.16/32"),
  (address) => inRange(address, "fec0::/10"),
  (address) => inRange(address, "::/96"),
];

function inRange(address: string, cidr: string): boolean {
  const parsed = ipaddr.parse(address);
  const range = ipaddr.parseCIDR(cidr);
  return parsed.kind() === range[0].kind() && parsed.match(range);
}

/** Checks all that can be told from the text of a URL; a name still has to be resolved. */
export function checkUrlShape(input: string | URL, options: GuardOptions = {}): URL {
  const isPrivateAllowed = options.allowPrivate ?? env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS;
  const text = String(input);
  if (!URL.canParse(text)) throw refused("it is not a URL");
  const url = new URL(text);
  if (url.protocol !== "https:" && !(isPrivateAllowed && url.protocol === "http:"))
    throw refused("it must be https");
  if (url.username || url.password) throw refused("it must not hold credentials");
  if (url.hostname === "") throw refused("it has no host");
  if (isPrivateAllowed) return url;
  if (!PUBLIC_PORTS.has(url.port)) throw refused("only ports 443 and 8443 may be used");
  const literal = literalAddress(url.hostname);
  if (literal !== null && !isPublicAddress(literal)) throw refused("it is not a public address");
  if (literal === null && isLocalName(url.hostname)) throw refused("it is not a public name");
  return url;
}

/** Refuses a customer's URL unless every address of its host is public. Says nothing about what it resolves to later. */
export async function assertPublicUrl(input: string | URL, options: GuardOptions = {}): Promise<URL> {
  const url = checkUrlShape(input, options);
  if (options.allowPrivate ?? env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS) return url;
  if (literalAddress(url.hostname) !== null) return url;
  const addresses = await (options.resolve ?? resolveAll)(url.hostname).catch(() => []);
  if (addresses.length === 0) throw refused("its name cannot be resolved");
  if (!addresses.every(({ address }) => isPublicAddress(address)))
    throw refused("it is not a public address");
  return url;
}

function literalAddress(hostname: string): string | null {
  const bare = hostname.replace(/^\[|\]$/g, "").replace(/\.$/, "");
  return ipaddr.isValid(bare) ? bare : null;
}

const LOCAL_NAME =
  /(^|\.)(localhost|local|internal|intranet|lan|home|corp|localdomain|home\.arpa|test|invalid|onion)\.?$/i;

function isLocalName(hostname: string): boolean {
  return LOCAL_NAME.test(hostname) || !hostname.replace(/\.$/, "").includes(".");
}

function resolveAll(hostname: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    dnsLookup(hostname, { all: true, verbatim: true }, (err, found) => (err ? reject(err) : resolve(found)));
  });
}

/**
 * A `lookup` for undici's connector that resolves once, refuses if any address is not public, and hands over only
 * what it checked: a name that answers differently the second time is never asked a second time.
 */
export function createGuardedLookup(options: GuardOptions = {}): LookupFunction {
  return (hostname, lookupOptions, callback) => {
    const isPrivateAllowed = options.allowPrivate ?? env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS;
    (options.resolve ?? resolveAll)(hostname).then(
      (found) => {
        const addresses = matchFamily(found, lookupOptions);
        const isRefused = !isPrivateAllowed && !found.every(({ address }) => isPublicAddress(address));
        const first = addresses[0];
        if (isRefused || !first) return callback(lookupError(hostname, isRefused), "", 0);
        if (lookupOptions.all) return callback(null, [...addresses]);
        callback(null, first.address, first.family);
      },
      (err: NodeJS.ErrnoException) => callback(err, "", 0),
    );
  };
}

export const guardedLookup: LookupFunction = createGuardedLookup();

function matchFamily(found: readonly LookupAddress[], options: LookupOptions): readonly LookupAddress[] {
  const family = options.family === "IPv4" ? 4 : options.family === "IPv6" ? 6 : (options.family ?? 0);
  return family === 0 ? found : found.filter((entry) => entry.family === family);
}

function lookupError(hostname: string, isRefused: boolean): NodeJS.ErrnoException {
  const code = isRefused ? "EADDRNOTPUBLIC" : "ENOTFOUND";
  return Object.assign(new Error(`${code}: ${hostname}`), { code });
}

/**
 * A connector for an undici pool that calls addresses named by a customer. Beyond the lookup it checks literal
 * addresses, for which no lookup runs, and the address that the socket ended up with.
 */
export function guardedConnector(
  options: GuardOptions & buildConnector.BuildOptions = {},
): buildConnector.connector {
  const { allowPrivate, resolve, ...build } = options;
  const guard: GuardOptions = {
    ...(allowPrivate === undefined ? {} : { allowPrivate }),
    ...(resolve ? { resolve } : {}),
  };
  const connect = buildConnector({ ...build, lookup: createGuardedLookup(guard) });
  return (target, callback) => {
    try {
      checkUrlShape(`${target.protocol}//${target.host ?? target.hostname}`, guard);
    } catch (err) {
      callback(err instanceof Error ? err : new Error(String(err)), null);
      return;
    }
    connect(target, (err, socket) => {
      if (err || !socket) return callback(err ?? new Error("no socket"), null);
      const isPrivateAllowed = allowPrivate ?? env().FLOOPY_ALLOW_PRIVATE_UPSTREAMS;
      if (isPrivateAllowed || isPublicAddress(socket.remoteAddress ?? "")) return callback(null, socket);
      socket.destroy();
      callback(lookupError(target.hostname, true), null);
    });
  };
}
