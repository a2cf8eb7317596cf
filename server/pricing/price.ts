import type { CostPart, CostSource, PriceVector, RateName } from "@/server/contracts/prices";
import { costParts } from "./cost-parts";
import { listPrice, listVersion } from "./price-book";
import { ratesFor } from "./rates";
import { tierFactor } from "./service-tier";
import type { TokenUsage } from "./token-usage";

/** A price that an organisation has set itself. */
export interface OwnPrice {
  id: string;
  rates: PriceVector;
}

export interface PriceInput {
  /** Our provider id, not the price list's. */
  provider: string;
  /** The model as it was sent upstream. */
  model: string;
  /** What stands behind a customer's name for it, under which the list has its price. */
  listName?: string;
  usage: TokenUsage;
  at: Date;
  /** Goes before the list. */
  own?: OwnPrice | null;
}

export interface Price {
  costMicroUsd: number;
  /** Both null when only the whole is known, as the provider stated it. */
  inputCostMicroUsd: number | null;
  outputCostMicroUsd: number | null;
  /** Null where nothing had to be paid, as for an answer that was kept. */
  source: CostSource | null;
  /** Of the price list, or the id of the organisation's own price. */
  version: string | null;
  parts: readonly CostPart[];
  tierStart: number | null;
}

/** For answers that cost nothing because nobody was asked for them. */
export const FREE_PRICE: Price = {
  costMicroUsd: 0,
  inputCostMicroUsd: 0,
  outputCostMicroUsd: 0,
  source: null,
  version: null,
  parts: [],
  tierStart: null,
};

const INPUT: ReadonlySet<RateName> = new Set([
  "input",
  "cachedInput",
  "cacheWrite",
  "hourCacheWrite",
  "inputAudio",
  "cachedInputAudio",
  "inputImage",
]);

/**
 * The cost of one call in whole micro-USD: by the organisation's own price, else the public list, else what the
 * provider says it charged. Input and output (with all fees) add up to the total.
 * Null when none of them is known, or the usage is not: an unknown cost is never 0.
 */
export function priceUsage(input: PriceInput): Price | null {
  const { provider, model, usage, at, own, listName = model } = input;
  const vector = own?.rates ?? listPrice(provider, listName, at);
  const priced = vector && priceBy(vector, input);
  return priced ?? asStated(usage);
}

function priceBy(
  vector: PriceVector,
  { provider, model, listName = model, usage, own }: PriceInput,
): Price | null {
  const { rates, tierStart } = ratesFor(vector, usage.inputTokens ?? 0);
  // A price of one's own is what one pays, whatever the tier is called.
  const factor = own ? 1 : tierFactor(provider, listName, usage.serviceTier).factor;
  const parts = costParts(usage, rates, factor);
  if (parts === null) return null;
  let inputCostMicroUsd = 0;
  let outputCostMicroUsd = 0;
  for (const { name, microUsd } of parts) {
    if (INPUT.has(name)) inputCostMicroUsd += microUsd;
    else outputCostMicroUsd += microUsd;
  }
  return {
    costMicroUsd: inputCostMicroUsd + outputCostMicroUsd,
    inputCostMicroUsd,
    outputCostMicroUsd,
    source: own ? "override" : "list",
    version: own ? own.id : listVersion(listName === model ? null : listName),
    parts,
    tierStart,
  };
}

function asStated({ statedCostMicroUsd }: TokenUsage): Price | null {
  if (statedCostMicroUsd === null || statedCostMicroUsd === undefined) return null;
  return {
    costMicroUsd: statedCostMicroUsd,
    inputCostMicroUsd: null,
    outputCostMicroUsd: null,
    source: "provider",
    version: null,
    parts: [],
    tierStart: null,
  };
}
