import ipaddr from "ipaddr.js";
import { AppError } from "@/server/core/errors";
import { env } from "@/server/env";

const OWN_RANGES = new Set(["loopback", "private", "linkLocal", "uniqueLocal"]);

/**
 * The origin that sign-in links and redirects lead to. Without FLOOPY_PUBLIC_URL it follows the Host header, but only
 * to this machine or its own network: with any other name, whoever sends the header would receive the links.
 */
export function publicOrigin(headers: Headers): string {
  const configured = env().FLOOPY_PUBLIC_URL;
  if (configured !== undefined) return new URL(configured).origin;
  const origin = ownOrigin(headers);
  if (origin !== null) return origin;
  throw new AppError("invalid_request", "host header names no address of ours", {
    userMessage: "Set FLOOPY_PUBLIC_URL to the address of this installation.",
  });
}

/**
 * Whether the request names this machine or its own network. A page of another site whose name was rebound to our
 * address still sends its own name.
 */
export function isOwnHost(headers: Headers): boolean {
  return ownOrigin(headers) !== null;
}

function ownOrigin(headers: Headers): string | null {
  const host = headers.get("host") ?? "";
  const url = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : null;
  if (url === null || url.origin !== `http://${host.toLowerCase()}`) return null;
  return isOwnName(url.hostname) ? url.origin : null;
}

/** Cookies are Secure, and named so that no other host can set them, where the public address is https. */
export function usesSecureCookies(): boolean {
  return env().FLOOPY_PUBLIC_URL?.startsWith("https:") ?? false;
}

function isOwnName(hostname: string): boolean {
  const name = hostname.replace(/^\[|\]$/g, "");
  if (name === "localhost" || name.endsWith(".localhost") || name === env().HOST) return true;
  return ipaddr.isValid(name) && OWN_RANGES.has(ipaddr.process(name).range());
}
