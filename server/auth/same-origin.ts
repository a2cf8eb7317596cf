import { env } from "@/server/env";

/**
 * Whether a browser sent this request from our own pages. Browsers say so in Sec-Fetch-Site, or at least name the
 * origin; a request with neither is refused, since a state-changing call of ours always has one.
 */
export function isSameOrigin(headers: Headers): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  if (origin === null || !URL.canParse(origin)) return false;
  const publicUrl = env().FLOOPY_PUBLIC_URL;
  if (publicUrl !== undefined) return new URL(origin).origin === new URL(publicUrl).origin;
  return new URL(origin).host === headers.get("host");
}
