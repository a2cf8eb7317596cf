import { type NextRequest, NextResponse } from "next/server";

// biome-ignore lint/style/noProcessEnv: replaced by its value at build time; the environment itself is not read here.
const isDev = process.env.NODE_ENV === "development";

/**
 * Adds the Content-Security-Policy with a nonce of its own to each page, and tells the page its path so that a
 * visitor can come back to it after signing in. It decides nothing: every page and handler authorises by itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.randomUUID()).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("x-floopy-path", request.nextUrl.pathname + request.nextUrl.search);
  // Next reads the nonce for its own scripts from the policy among the request's headers.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  return response;
}

/** Inline styles stay allowed: virtual rows and charts are placed by style attributes. */
function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDev ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

export const config = {
  matcher: ["/((?!_next/static|_next/image|api/|v1/|scim/|nps/|icon.svg|robots.txt|sitemap.xml).*)"],
};
