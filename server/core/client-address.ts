/**
 * Where the server entry puts the address it has worked out from the socket; it removes what a client sent under
 * this name, so that everything behind it can trust the value.
 */
export const CLIENT_ADDRESS_HEADER = "x-floopy-client-address";

/** The client's address: the socket's, or with N trusted proxies the Nth entry of X-Forwarded-For from the right. */
export function resolveClientAddress(
  socketAddress: string | undefined,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string | null {
  const hops = (forwardedFor ?? "")
    .split(",")
    .map((hop) => hop.trim())
    .filter(Boolean);
  const address = trustedProxies === 0 ? socketAddress : (hops.at(-trustedProxies) ?? socketAddress);
  return address?.replace(/^::ffff:(?=\d+\.)/, "") || null;
}
