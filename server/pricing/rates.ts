import type { PriceVector, Rate, RateName } from "@/server/contracts/prices";

/** One number for each thing charged for, for a call of a certain length. Undefined where it cannot be told. */
export type Rates = Readonly<Partial<Record<RateName, number>>>;

/** The rates that hold for a prompt of this many tokens, and the length above which they do. */
export function ratesFor(
  vector: PriceVector,
  inputTokens: number,
): { rates: Rates; tierStart: number | null } {
  const rates: Partial<Record<RateName, number>> = {};
  let tierStart: number | null = null;
  for (const [name, rate] of entries(vector)) {
    if (typeof rate === "number") {
      rates[name] = rate;
      continue;
    }
    let held = rate.base;
    let from = -1;
    for (const tier of rate.tiers) {
      if (inputTokens <= tier.start || tier.start <= from) continue;
      held = tier.price;
      from = tier.start;
    }
    rates[name] = held;
    if (from >= 0) tierStart = Math.max(tierStart ?? 0, from);
  }
  return { rates, tierStart };
}

/** `factor` times a rate, tiers included. */
export function scaleRate(rate: Rate, factor: number): Rate {
  if (typeof rate === "number") return rate * factor;
  return {
    base: rate.base * factor,
    tiers: rate.tiers.map(({ start, price }) => ({ start, price: price * factor })),
  };
}

/** The rate for short prompts. */
export function baseRate(rate: Rate | undefined): number | null {
  if (rate === undefined) return null;
  return typeof rate === "number" ? rate : rate.base;
}

function entries(vector: PriceVector): [RateName, Rate][] {
  const found: [RateName, Rate][] = [];
  for (const name in vector) {
    if (!isRateName(vector, name)) continue;
    const rate = vector[name];
    if (rate !== undefined) found.push([name, rate]);
  }
  return found;
}

const isRateName = (vector: PriceVector, name: string): name is RateName => Object.hasOwn(vector, name);
