import type { RateName } from "@/server/contracts/prices";

/** The rates that a person can set, in the order of the form. */
export const PRICE_FIELDS = [
  "input",
  "output",
  "cachedInput",
  "cacheWrite",
  "reasoning",
  "thousandRequests",
] as const satisfies readonly RateName[];
export type FormRate = (typeof PRICE_FIELDS)[number];
export type PriceValues = Record<FormRate, string>;

const USD_MAX = 100_000;

/** What was typed, as numbers, and what is wrong with it; an empty field is a rate that is not set. */
export function parseRates(values: PriceValues): {
  rates: Partial<Record<FormRate, number>>;
  faults: [FormRate, string][];
} {
  const rates: Partial<Record<FormRate, number>> = {};
  const faults: [FormRate, string][] = [];
  for (const field of PRICE_FIELDS) {
    const text = values[field].trim().replace(/^\$/, "").replace(",", ".");
    if (text === "") {
      if (field === "input") faults.push([field, "Enter the price of input; 0 if it is free."]);
      continue;
    }
    if (!/^\d*\.?\d+$/.test(text)) faults.push([field, "Enter a number such as 0.25."]);
    else if (Number(text) > USD_MAX) faults.push([field, "That is more than any model costs."]);
    else rates[field] = Number(text);
  }
  return { rates, faults };
}
