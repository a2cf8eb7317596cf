/**
 * The price of quality, λ in utility = reward − λ × USD per request. A mean cost can be met only between two prices, as
 * one step of λ moves whole kinds of tasks to another model: a share of the sessions is drawn at the higher one.
 */
export interface Price {
  low: number;
  high: number;
  highShare: number;
}

/** The same price for every session. */
export function steadyPrice(lambda: number): Price {
  return { low: lambda, high: lambda, highShare: 0 };
}

/** The price that stands for both in what is shown. */
export function meanLambda({ low, high, highShare }: Price): number {
  return low + highShare * (high - low);
}

/** Probabilities of the arms where a share of the sessions is drawn at the higher price. */
export function atPrice(price: Price, propensitiesAt: (lambda: number) => readonly number[]): number[] {
  const low = propensitiesAt(price.low);
  if (price.highShare === 0) return [...low];
  const high = propensitiesAt(price.high);
  return low.map((chance, arm) => chance + price.highShare * ((high[arm] ?? 0) - chance));
}
