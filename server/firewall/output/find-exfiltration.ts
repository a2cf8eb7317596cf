/** A link or image in an answer that would carry data to a host nobody allowed. */
export interface Exfiltration {
  start: number;
  end: number;
  host: string;
}

const URL_LENGTH_MAX = 2_000;
const ADDRESS = /https?:\/\/[^\s<>"'`)\]}|\\]{3,2000}/gi;
const HOST = /^https?:\/\/(?:[^/?#@]{0,200}@)?([^/?#:]{1,253})/i;
/** Before an address, what makes a client load it without a click, or open it with one. */
const EMBEDDED =
  /(?:!\[[^\]]{0,300}\]\(\s{0,4}<?|\]\(\s{0,4}<?|\]:\s{1,4}<?|(?:src|href|url|background|action)\s?=\s?["']?|url\(\s{0,2}["']?)$/i;
const LOOK_BACK = 320;
/** So much after the question mark, or in one part of the path or name, is data rather than a page. */
const QUERY_MIN = 8;
const PART_MIN = 40;

/**
 * Markdown and HTML images and links to hosts outside `allowedHosts` that carry data in their query, path or name. A
 * host also stands for its subdomains.
 */
export function findExfiltration(text: string, allowedHosts: readonly string[]): Exfiltration[] {
  const found: Exfiltration[] = [];
  const allowed = allowedHosts.map((host) => host.toLowerCase());
  for (const match of text.matchAll(ADDRESS)) {
    const address = match[0].slice(0, URL_LENGTH_MAX);
    const host = HOST.exec(address)?.[1]?.toLowerCase();
    if (host === undefined || isAllowed(host, allowed) || !carriesData(address, host)) continue;
    if (!EMBEDDED.test(text.slice(Math.max(0, match.index - LOOK_BACK), match.index))) continue;
    found.push({ start: match.index, end: match.index + match[0].length, host });
  }
  return found;
}

const isAllowed = (host: string, allowed: readonly string[]): boolean =>
  allowed.some((name) => host === name || host.endsWith(`.${name}`));

function carriesData(address: string, host: string): boolean {
  const query = address.indexOf("?");
  if (query >= 0 && address.length - query - 1 >= QUERY_MIN) return true;
  if (host.split(".").some((part) => part.length >= PART_MIN)) return true;
  return address
    .slice(8 + host.length)
    .split(/[/#]/)
    .some((part) => part.length >= PART_MIN);
}
