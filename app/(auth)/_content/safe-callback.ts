/** A path of this site to go to after signing in; anything that could leave the site is dropped. */
export function safeCallback(value: string | string[] | undefined): string | null {
  if (typeof value !== "string" || value.length > 500) return null;
  const base = "http://same-origin.invalid";
  // Parsed as a browser would, so that “//host”, “/\host” and a scheme all show themselves as another origin.
  const url = URL.canParse(value, base) ? new URL(value, base) : null;
  if (url === null || url.origin !== base || !value.startsWith("/")) return null;
  // What “/.//host” comes to would be read as another host the second time.
  if (url.pathname.startsWith("//")) return null;
  // A page of this group would send the visitor round in a circle.
  if (
    /^\/(sign-in|sign-up|check-your-mail|two-factor|forgot-password|reset-password|api)(\/|$)/.test(
      url.pathname,
    )
  )
    return null;
  return url.pathname + url.search + url.hash;
}
