/**
 * Who is calling. Each trusted proxy appends the address it saw, so the client is that many places from the end of
 * X-Forwarded-For; what a client wrote itself stands further left and is never read.
 */
export function clientAddress(
  socketAddress: string,
  forwardedFor: string | undefined,
  trustedProxies: number,
): string {
  if (trustedProxies === 0 || forwardedFor === undefined) return socketAddress;
  const addresses = forwardedFor.split(",").map((address) => address.trim());
  return addresses.at(-trustedProxies) ?? addresses[0] ?? socketAddress;
}
