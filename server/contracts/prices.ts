import { z } from "zod";

/** What a price list may charge for, in the order in which the parts of a cost are listed. All but the last two are per million tokens. */
export const RATE_NAMES = [
  "input",
  "cachedInput",
  "cacheWrite",
  "hourCacheWrite",
  "inputAudio",
  "cachedInputAudio",
  "inputImage",
  "output",
  "reasoning",
  "outputAudio",
  "outputImage",
  "citation",
  "thousandSearches",
  "thousandRequests",
] as const;
export type RateName = (typeof RATE_NAMES)[number];

const usd = z
  .number()
  .nonnegative("A price is not negative.")
  .max(100_000, "That is more than any model costs.");

/** USD; above `start` tokens of prompt the tier’s price holds for the whole call. */
export const RateSchema = z.union([
  usd,
  z.object({ base: usd, tiers: z.array(z.object({ start: z.int().nonnegative(), price: usd })).max(8) }),
]);
export type Rate = z.infer<typeof RateSchema>;

/** A rate that is absent falls back to the one it is a part of: cached input to input, reasoning to output. */
export const PriceVectorSchema = z.partialRecord(z.enum(RATE_NAMES), RateSchema);
export type PriceVector = z.infer<typeof PriceVectorSchema>;

export const COST_SOURCES = ["list", "override", "provider"] as const;
/** Where a cost comes from: the public price list, the organisation’s own price, or what the provider said it charged. */
export const CostSourceSchema = z.enum(COST_SOURCES);
export type CostSource = z.infer<typeof CostSourceSchema>;

const modelName = z.string().trim().min(1, "Enter the model’s name.").max(256);

/** One of our providers’ ids and a model as it is sent to the provider. */
export const PricedModelInput = z.object({ provider: z.string().trim().min(1).max(64), model: modelName });

const OverrideRates = z
  .partialRecord(z.enum(RATE_NAMES), usd)
  .refine((rates) => rates.input !== undefined, { error: "Enter the price of input.", path: ["input"] });

export const SetPriceInput = PricedModelInput.extend({ rates: OverrideRates });
export type SetPriceInput = z.input<typeof SetPriceInput>;

export const RemovePriceInput = z.object({ id: z.string().max(64) });

export const PriceOverrideSchema = z.object({
  id: z.string(),
  provider: z.string(),
  model: z.string(),
  rates: PriceVectorSchema,
  createdAt: z.date(),
});
export type PriceOverride = z.infer<typeof PriceOverrideSchema>;

/** One line of a cost: so many of something at so much. */
export const CostPartSchema = z.object({
  name: z.enum(RATE_NAMES),
  /** Tokens, searches or requests. */
  count: z.number(),
  /** USD per million tokens, or per thousand searches or requests; null where the provider states the amount. */
  rateUsd: z.number().nullable(),
  microUsd: z.int(),
});
export type CostPart = z.infer<typeof CostPartSchema>;

export const SERVICE_TIER_STATES = ["standard", "published", "unpublished"] as const;

/** How the cost of one request came about. */
export const CostBreakdownSchema = z.object({
  source: CostSourceSchema,
  /** Version of the price list, or the id of the organisation’s own price. */
  version: z.string().nullable(),
  /** Whole micro-USD that add up to the cost; null when the prices have changed since and only the sums were kept. */
  parts: z.array(CostPartSchema).nullable(),
  /** The prompt was longer than this many tokens, so a higher price holds. */
  tierStart: z.int().nullable(),
  serviceTier: z.string().nullable(),
  serviceTierFactor: z.number().nullable(),
  /** `unpublished`: the provider publishes no price for this tier, so the standard one was used. */
  serviceTierState: z.enum(SERVICE_TIER_STATES),
  /** Of calls that were called off because another answered first; part of the cost. */
  unusedMicroUsd: z.int(),
  /** Of comparing the question for the semantic cache; part of the cost. */
  embeddingMicroUsd: z.int(),
  /** What the provider says it charged, where it says so. */
  statedMicroUsd: z.int().nullable(),
});
export type CostBreakdown = z.infer<typeof CostBreakdownSchema>;
