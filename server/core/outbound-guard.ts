import { promises as dns, lookup as dnsLookup, type LookupAddress, type LookupOptions } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { AppError } from "./errors";

const PUBLIC_PORTS = new Set(["", "443", "8443"]);
const RESOLVE_TIMEOUT_MS = 3_000;

export interface GuardOptions {
  /** Lets private addresses, http and any port pass: what the installation allows. */
  allowPrivate: boolean;
  /** Resolves a name to all of its addresses; tests pass their own. */
  resolve?: (hostname: string) => Promise<readonly LookupAddress[]>;
}

const refused = (why: string): AppError =>
  new AppError("invalid_field", `This address cannot be used: ${why}.`, { param: "baseUrl" });

const NOT_PUBLIC = "it is not on the public internet";

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
export function checkUrlShape(input: string | URL, options: GuardOptions): URL {
  const isPrivateAllowed = options.allowPrivate;
  const text = String(input);
  if (!URL.canParse(text)) throw refused("it is not a URL");
  const url = new URL(text);
  if (url.protocol !== "https:" && !(isPrivateAllowed && url.protocol === "http:"))
    throw refused("it must start with https://");
  if (url.username || url.password) throw refused("leave user name and password out of it");
  if (url.hostname === "") throw refused("it has no host");
  if (isPrivateAllowed) return url;
  if (!PUBLIC_PORTS.has(url.port)) throw refused("only ports 443 and 8443 may be used");
  const literal = literalAddress(url.hostname);
  if (literal !== null && !isPublicAddress(literal)) throw refused(NOT_PUBLIC);
  if (literal === null && isLocalName(url.hostname))
    throw refused("only public names can be reached from here");
  return url;
}

/** Refuses a customer's URL unless every address of its host is public. Says nothing about what it resolves to later. */
export async function assertPublicUrl(input: string | URL, options: GuardOptions): Promise<URL> {
  const url = checkUrlShape(input, options);
  if (options.allowPrivate || literalAddress(url.hostname) !== null) return url;
  const addresses = await inTime((options.resolve ?? resolvePublic)(url.hostname));
  if (addresses.length === 0) throw refused(`the name ${url.hostname} cannot be found; check its spelling`);
  if (!addresses.every(({ address }) => isPublicAddress(address))) throw refused(NOT_PUBLIC);
  return url;
}

/** Nothing found in time is nothing found. */
async function inTime(found: Promise<readonly LookupAddress[]>): Promise<readonly LookupAddress[]> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<readonly LookupAddress[]>((resolve) => {
    timer = setTimeout(() => resolve([]), RESOLVE_TIMEOUT_MS);
  });
  return Promise.race([found.catch(() => []), tooLate]).finally(() => clearTimeout(timer));
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

/**
 * Asks name servers directly, without the thread pool: getaddrinfo would hold one of its few threads for as long as a
 * customer's silent name server likes, and the journal's writes wait for the same threads.
 */
async function resolvePublic(hostname: string): Promise<readonly LookupAddress[]> {
  const resolver = new dns.Resolver({ timeout: 1_500, tries: 2 });
  const [four, six] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)]);
  const found = [...addressesIn(four, 4), ...addressesIn(six, 6)];
  if (found.length === 0) throw lookupError(hostname, false);
  return found;
}

function addressesIn(answer: PromiseSettledResult<string[]>, family: 4 | 6): LookupAddress[] {
  return answer.status === "rejected" ? [] : answer.value.map((address) => ({ address, family }));
}

/** As the machine itself would, its hosts file and search domains included. */
function resolveAny(hostname: string): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    dnsLookup(hostname, { all: true, verbatim: true }, (err, found) => (err ? reject(err) : resolve(found)));
  });
}

/**
 * A `lookup` for undici's connector that resolves once, refuses if any address is not public, and hands over only
 * what it checked: a name that answers differently the second time is never asked a second time.
 */
export function createGuardedLookup(options: GuardOptions): LookupFunction {
  return (hostname, lookupOptions, callback) => {
    const isPrivateAllowed = options.allowPrivate;
    const resolve = options.resolve ?? (isPrivateAllowed ? resolveAny : resolvePublic);
    resolve(hostname).then(
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

function matchFamily(found: readonly LookupAddress[], options: LookupOptions): readonly LookupAddress[] {
  const family = options.family === "IPv4" ? 4 : options.family === "IPv6" ? 6 : (options.family ?? 0);
  return family === 0 ? found : found.filter((entry) => entry.family === family);
}

/** What a refused or failed lookup looks like to the HTTP client. */
export function lookupError(hostname: string, isRefused: boolean): NodeJS.ErrnoException {
  const code = isRefused ? "EADDRNOTPUBLIC" : "ENOTFOUND";
  return Object.assign(new Error(`${code}: ${hostname}`), { code });
}
