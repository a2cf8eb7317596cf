const MICRO_USD_PER_1000 = 1_000;

/** A target as it is typed: dollars for 1,000 requests; empty for none. */
export function shownTarget(microUsd: number | null): string {
  return microUsd === null ? "" : String(microUsd / MICRO_USD_PER_1000);
}

/** In millionths of a dollar a request; null for none, NaN for what is no amount. */
export function targetOf(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "") return null;
  const usd = Number(trimmed.replace(/^\$/, ""));
  return Number.isFinite(usd) ? Math.round(usd * MICRO_USD_PER_1000) : Number.NaN;
}
