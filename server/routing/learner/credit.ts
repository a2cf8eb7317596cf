/** One request of a session, as far as credit goes. */
export interface CreditedRequest {
  category: string;
  model: string;
  /** Answered from a cache, blocked, or failed: no model earned anything. */
  isWithoutModel: boolean;
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

/**
 * Which models a session's score is credited to, ROUTING section 6.5: each request counts once, the last twice; a
 * model's weight is its share of that. All of it goes to the category most of the session was about. Requests in order.
 */
export function creditSession(requests: readonly CreditedRequest[]): Credit[] {
  const served = requests.filter(({ isWithoutModel }) => !isWithoutModel);
  const models = new Map<string, number>();
  const categories = new Map<string, number>();
  for (const [index, { model, category }] of served.entries()) {
    const weight = index === served.length - 1 ? LAST_WEIGHT : 1;
    models.set(model, (models.get(model) ?? 0) + weight);
    categories.set(category, (categories.get(category) ?? 0) + weight);
  }
  const total = served.length - 1 + LAST_WEIGHT;
  const category = [...categories].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
  if (category === undefined) return [];
  return [...models]
    .map(([model, weight]) => ({ category, model, weight: weight / total }))
    .filter(({ weight }) => weight >= SHARE_MIN)
    .sort((a, b) => b.weight - a.weight || (a.model < b.model ? -1 : 1));
}
