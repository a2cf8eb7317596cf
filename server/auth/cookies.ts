import { usesSecureCookies } from "./public-origin";

/** A `Set-Cookie` line. Lax, so that the cookie comes along when an identity provider sends the browser back. */
export function setCookie(name: string, value: string, maxAge: number): string {
  const secure = usesSecureCookies() ? "; Secure" : "";
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAge}${secure}`;
}

/** The cookies of a request by name; the first of a name wins, as browsers send the most specific one first. */
export function parseCookies(header: string | null): Record<string, string> {
  const cookies = new Map<string, string>();
  for (const part of (header ?? "").split(";")) {
    const split = part.indexOf("=");
    const name = part.slice(0, split).trim();
    if (split > 0 && !cookies.has(name)) cookies.set(name, decoded(part.slice(split + 1).trim()));
  }
  return Object.fromEntries(cookies);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // A stray percent sign: take the value as it stands.
    return value;
  }
}
