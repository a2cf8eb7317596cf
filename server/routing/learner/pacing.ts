import { type Price, steadyPrice } from "./price";

/** What requests are expected to cost on average at a price of quality, USD; falls as the price rises. */
export type ExpectedUsd = (lambda: number) => number;

/** How a budget steers the price of quality. Everything that the next step needs, so that it can be stored. */
export interface Pace {
  price: Price;
  /** What was spent above the budget so far and is still to be made up for, USD; below 0: what was left over. */
  debtUsd: number;
  /** What was spent, and what was expected to be, of late: their quotient corrects the expectation. */
  spentUsd: number;
  expectedUsd: number;
}

export interface Spending {
  requests: number;
  usd: number;
}

/** A budget below this multiple of the cheapest model's cost cannot be kept by choosing. */
export const FEASIBLE_FACTOR = 1.05;
/** A debt is made up for within so many requests, or within two steps where a step is longer. */
const HORIZON = 60;
const STEPS = 2;
/** What is not made up for by then is forgiven, in requests at the budget: else one bad hour would distort a day. */
const DEBT_MAX = 500;
/** No step aims further from the budget than this factor. */
const AIM_MAX = 3;
/** Requests over which the expectation is corrected, and how many of them it is believed without. */
const MEMORY = 5_000;
const BELIEVED = 200;

/** Prices of quality that are tried: each a quarter above the last. */
const LAMBDAS = Array.from({ length: 64 }, (_, index) => 0.05 * 1.25 ** index);

export function startPace(budgetUsd: number, expected: ExpectedUsd): Pace {
  return { price: priceFor(budgetUsd, expected), debtUsd: 0, spentUsd: 0, expectedUsd: 0 };
}

/**
 * The pace after some requests more. Feed-forward: the price at which the expected cost, corrected by what costs have
 * been beside it, is what is aimed at; that is the budget, less a part of what is to be made up for.
 */
export function paced(
  pace: Pace,
  { requests, usd }: Spending,
  budgetUsd: number,
  expected: ExpectedUsd,
): Pace {
  const fade = Math.exp(-requests / MEMORY);
  const spentUsd = fade * pace.spentUsd + usd;
  const expectedUsd = fade * pace.expectedUsd + requests * expectedAt(pace.price, expected);
  const believed = BELIEVED * budgetUsd;
  const correction = (believed + spentUsd) / (believed + expectedUsd);
  // What nothing better could be bought for is not owed to anybody.
  const debtMax = DEBT_MAX * budgetUsd;
  const debtMin = isFree(pace.price) ? 0 : -debtMax;
  const debtUsd = clip(pace.debtUsd + usd - requests * budgetUsd, debtMin, debtMax);
  const horizon = Math.max(HORIZON, STEPS * requests);
  const aim = clip(budgetUsd - debtUsd / horizon, budgetUsd / AIM_MAX, budgetUsd * AIM_MAX);
  return { price: priceFor(aim / correction, expected), debtUsd, spentUsd, expectedUsd };
}

/** Two neighbouring prices, and the share of the higher one, at which requests are expected to cost so much. */
export function priceFor(usd: number, expected: ExpectedUsd): Price {
  let [low, high] = [0, LAMBDAS.length - 1];
  if (expected(lambdaAt(low)) <= usd) return steadyPrice(lambdaAt(low));
  if (expected(lambdaAt(high)) >= usd) return steadyPrice(lambdaAt(high));
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (expected(lambdaAt(middle)) > usd) low = middle;
    else high = middle;
  }
  const [above, below] = [expected(lambdaAt(low)), expected(lambdaAt(high))];
  const highShare = above > below ? clip((above - usd) / (above - below), 0, 1) : 0;
  return { low: lambdaAt(low), high: lambdaAt(high), highShare };
}

/** Whether the budget is more than the best models cost: then money plays no part in a choice. */
export function isFree({ high }: Price): boolean {
  return high <= lambdaAt(0);
}

/** Whether nothing cheaper is left to be chosen. */
export function isExhausted({ low }: Price): boolean {
  return low >= lambdaAt(LAMBDAS.length - 1);
}

/** Whether any mix of models can keep the budget, USD per request. */
export function isFeasibleBudget(budgetUsd: number, cheapestUsd: number): boolean {
  return budgetUsd >= FEASIBLE_FACTOR * cheapestUsd;
}

function expectedAt({ low, high, highShare }: Price, expected: ExpectedUsd): number {
  const usd = expected(low);
  return highShare === 0 ? usd : usd + highShare * (expected(high) - usd);
}

const lambdaAt = (index: number): number => LAMBDAS[index] ?? 0;

function clip(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
