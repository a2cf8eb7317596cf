import { describe, expect, it } from "vitest";
import { isExhausted, isFeasibleBudget, isFree, type Pace, paced, priceFor, startPace } from "./pacing";
import { type Price, steadyPrice } from "./price";

/** Two models at 1 and 5 thousandths of a dollar; the dear one is taken while its gain of 0.02 is worth its price. */
const CHEAP = 0.001;
const DEAR = 0.005;
const twoModels = (lambda: number): number => (0.02 > lambda * (DEAR - CHEAP) ? DEAR : CHEAP);

/** A number in [0, 1) that looks random and is always the same. */
const noise = (n: number): number => ((Math.imul(n + 1, 2_654_435_761) >>> 0) % 10_007) / 10_007;

/** What requests cost whose models are drawn at a price; `bill` turns what is expected into what is paid. */
function drive(budget: number, steps: number, perStep: number, bill = (usd: number, _n: number) => usd) {
  let pace = startPace(budget, twoModels);
  const costs: number[] = [];
  for (let step = 0; step < steps; step++) {
    let usd = 0;
    for (let request = 0; request < perStep; request++) {
      const n = costs.length;
      const cost = bill(drawnAt(pace.price, noise(n)), n);
      costs.push(cost);
      usd += cost;
    }
    pace = paced(pace, { requests: perStep, usd }, budget, twoModels);
  }
  return { costs, pace };
}

const drawnAt = ({ low, high, highShare }: Price, random: number): number =>
  twoModels(random < highShare ? high : low);
const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("priceFor", () => {
  it("meets a mean between two models exactly, by drawing at two prices", () => {
    for (const usd of [0.0011, 0.002, 0.003, 0.0049]) {
      const { low, high, highShare } = priceFor(usd, twoModels);
      expect((1 - highShare) * twoModels(low) + highShare * twoModels(high)).toBeCloseTo(usd, 12);
    }
  });

  it("stops where nothing dearer or nothing cheaper can be bought", () => {
    expect(isFree(priceFor(0.02, twoModels))).toBe(true);
    expect(isExhausted(priceFor(0.0005, twoModels))).toBe(true);
    const between = priceFor(0.003, twoModels);
    expect([isFree(between), isExhausted(between)]).toEqual([false, false]);
  });
});

describe("paced", () => {
  it("keeps every 5,000 requests within 0.4 % of the budget where costs are as expected", () => {
    const { costs } = drive(0.003, 1_000, 20);
    for (let from = 0; from + 5_000 <= costs.length; from += 500)
      expect(Math.abs(mean(costs.slice(from, from + 5_000)) / 0.003 - 1)).toBeLessThan(0.004);
  });

  it("learns that answers cost half as much again as expected, and halves nothing else", () => {
    const { costs } = drive(0.003, 1_000, 20, (usd) => 1.5 * usd);
    expect(mean(costs.slice(5_000)) / 0.003).toBeCloseTo(1, 2);
  });

  it("makes up for what one dear hour has cost, but for no more than 500 requests’ worth", () => {
    const { costs, pace } = drive(0.003, 1_000, 20, (usd, n) => (n >= 5_000 && n < 5_100 ? 40 * usd : usd));
    expect(mean(costs.slice(-10_000)) / 0.003).toBeCloseTo(1, 2);
    expect(Math.abs(pace.debtUsd)).toBeLessThan(500 * 0.003);
  });

  it("owes nothing to anybody while the best models cost less than the budget", () => {
    const { pace } = drive(0.01, 100, 20);
    expect(isFree(pace.price)).toBe(true);
    expect(pace.debtUsd).toBe(0);
  });

  it("is a function of what is stored alone, so that it goes on after a restart as if there had been none", () => {
    const spending = { requests: 7, usd: 0.03 };
    const pace = startPace(0.003, twoModels);
    const stored: Pace = JSON.parse(JSON.stringify(pace));
    expect(paced(stored, spending, 0.003, twoModels)).toEqual(paced(pace, spending, 0.003, twoModels));
  });

  it("stays finite whatever is spent", () => {
    let pace: Pace = { price: steadyPrice(4), debtUsd: 0, spentUsd: 0, expectedUsd: 0 };
    for (const usd of [0, 1e6, 0, 1e-9, 1e6]) pace = paced(pace, { requests: 1, usd }, 0.003, () => 0);
    expect(
      Object.values(pace)
        .filter((value) => typeof value === "number")
        .every(Number.isFinite),
    ).toBe(true);
    expect(Number.isFinite(pace.price.low) && pace.price.highShare >= 0).toBe(true);
  });
});

describe("isFeasibleBudget", () => {
  it("says when a budget is below what the cheapest model costs", () => {
    expect(isFeasibleBudget(0.00104, 0.001)).toBe(false);
    expect(isFeasibleBudget(0.0011, 0.001)).toBe(true);
  });
});
