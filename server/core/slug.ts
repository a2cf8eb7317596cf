/** Lower-case ASCII words joined by hyphens, at most `lengthMax` long; `fallback` when nothing is left of the text. */
export function slugify(text: string, fallback: string, lengthMax = 40): string {
  const ascii = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const words = ascii.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const slug = words.join("-").slice(0, lengthMax).replace(/-+$/, "");
  return slug.length >= 2 ? slug : fallback;
}
