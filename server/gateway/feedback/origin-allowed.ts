/**
 * Whether a page may use a publishable key. Scheme, host and port must be equal; `https://*.example.com` stands for
 * exactly one left label, never for `example.com` itself.
 */
export function isOriginAllowed(origin: string, allowed: readonly string[]): boolean {
  const asked = origin.toLowerCase();
  return allowed.some((pattern) => {
    const star = pattern.indexOf("://*.");
    if (star === -1) return pattern === asked;
    const scheme = pattern.slice(0, star + 3);
    const rest = pattern.slice(star + 4);
    if (!asked.startsWith(scheme) || !asked.endsWith(rest)) return false;
    const label = asked.slice(scheme.length, asked.length - rest.length);
    return /^[a-z0-9-]+$/.test(label);
  });
}
