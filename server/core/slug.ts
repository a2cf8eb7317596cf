/** Lower-case ASCII words joined by hyphens, at most `lengthMax` long; `fallback` when nothing is left of the text. */
export function slugify(text: string, fallback: string, lengthMax = 40): string {
  const ascii = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
  const words = ascii.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const slug = words.join("-").slice(0, lengthMax).replace(/-+$/, "");
  return slug.length >= 2 ? slug : fallback;
}

/** The text as a slug, with a number behind it where others have it already. */
export function freeSlug(text: string, fallback: string, taken: ReadonlySet<string>): string {
  const wanted = slugify(text, fallback);
  let slug = wanted;
  for (let suffix = 2; taken.has(slug); suffix++) slug = `${wanted}-${suffix}`;
  return slug;
}
