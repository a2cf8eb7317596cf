/** One request of a session, as far as credit goes. */
export interface CreditedRequest {
  category: string;
  model: string;
  /** Answered from a cache, blocked, or failed: no model earned anything. */
  isWithoutModel: boolean;
  /** What the user could read of the answer; null where nobody counted. */
  visibleTokens: number | null;
}

/** A share of a session's score that a category and model gets. */
export interface Credit {
  category: string;
  model: string;
  weight: number;
}

/** A model with a smaller part in a session than this is not told about its score. */
const SHARE_MIN = 0.2;
/** The end of a conversation is remembered best. */
const LAST_WEIGHT = 2;
/** A one-word answer counts for something, and a very long one no more than a long one. */
const TOKENS = { min: 16, max: 1_024, unknown: 256 };

/** What each request counts for in the score of its session; 0 where no model earned anything. Requests in order. */
function pointsOf(requests: readonly CreditedRequest[]): number[] {
  const last = requests.findLastIndex(({ isWithoutModel }) => !isWithoutModel);
  return requests.map(({ isWithoutModel, visibleTokens }, index) => {
    if (isWithoutModel) return 0;
    const tokens = Math.min(TOKENS.max, Math.max(TOKENS.min, visibleTokens ?? TOKENS.unknown));
    return index === last ? LAST_WEIGHT * tokens : tokens;
  });
}

/** The share of its session's score that each request earns, before small parts of models fall away. */
export function requestShares(requests: readonly CreditedRequest[]): number[] {
  const points = pointsOf(requests);
  const total = points.reduce((sum, each) => sum + each, 0);
  return points.map((each) => (total === 0 ? 0 : each / total));
}

/**
 * Which models a session's score is credited to, ROUTING section 6.5: each request counts by what could be read of its
 * answer, the last one twice; a model's weight is its share of that. All of it goes to the category most of the session
 * was about. Requests in order.
 */
export function creditSession(requests: readonly CreditedRequest[]): Credit[] {
  const models = new Map<string, number>();
  const categories = new Map<string, number>();
  const points = pointsOf(requests);
  let total = 0;
  for (const [index, { model, category, isWithoutModel }] of requests.entries()) {
    if (isWithoutModel) continue;
    const weight = points[index] ?? 0;
    total += weight;
    models.set(model, (models.get(model) ?? 0) + weight);
    categories.set(category, (categories.get(category) ?? 0) + weight);
  }
  const category = [...categories].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
  if (category === undefined) return [];
  return [...models]
    .map(([model, weight]) => ({ category, model, weight: weight / total }))
    .filter(({ weight }) => weight >= SHARE_MIN)
    .sort((a, b) => b.weight - a.weight || (a.model < b.model ? -1 : 1));
}
