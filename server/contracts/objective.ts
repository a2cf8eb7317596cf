const STOPS = [1, 4, 15, 40] as const;

/**
 * What a dollar a request weighs on a route, λ in NPS/10, for a position between quality (0) and cost (1): 1, 4, 15 and 40
 * at 0, ⅓, ⅔ and 1, and geometrically between them. ROUTING section 6.6.
 */
export function lambdaOf(costWeight: number): number {
  const x = Math.min(1, Math.max(0, costWeight)) * 3;
  const low = Math.min(2, Math.floor(x));
  const [from = 1, to = 1] = [STOPS[low], STOPS[low + 1]];
  return from * (to / from) ** (x - low);
}
