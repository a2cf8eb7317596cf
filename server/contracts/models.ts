import { z } from "zod";
import { CostSourceSchema, PriceVectorSchema } from "./prices";
import { RequestRangeSchema } from "./requests";

export const CAPABILITIES = [
  "tools",
  "vision",
  "structuredOutput",
  "reasoning",
  "caching",
  "audio",
  "streaming",
] as const;
export type Capability = (typeof CAPABILITIES)[number];

export const ModelKindSchema = z.enum(["chat", "embedding"]);

/** A model as the catalogue knows it. */
export const CatalogModelSchema = z.object({
  /** `provider/model`: what a request may put into `model`. */
  id: z.string(),
  provider: z.string(),
  model: z.string(),
  name: z.string(),
  kind: ModelKindSchema,
  contextWindow: z.int().nullable(),
  maxOutputTokens: z.int().nullable(),
  /** What it is known to be able to do; null where we do not know. */
  capabilities: z.array(z.enum(CAPABILITIES)).nullable(),
  /** USD; null when the price is not known. */
  price: PriceVectorSchema.nullable(),
  isSandbox: z.boolean(),
});
export type CatalogModel = z.infer<typeof CatalogModelSchema>;

export const ModelRowSchema = CatalogModelSchema.extend({
  /** `list` or `override`; null when the price is not known. */
  priceSource: CostSourceSchema.nullable(),
  /** The organisation’s own price, where it set one. */
  priceOverrideId: z.string().nullable(),
  isConnected: z.boolean(),
  /** Of the last seven days. */
  requests: z.int(),
  costMicroUsd: z.number(),
  /** Requests of the last seven days that used something of unknown cost. */
  unpricedRequests: z.int(),
  /** The end of the hour of its last use, or now within it; null when not used within the plan’s retention. */
  lastUsedAt: z.date().nullable(),
});
export type ModelRow = z.infer<typeof ModelRowSchema>;

/** `callable`: of connected providers, and whatever was called lately; `all`: the whole catalogue as well. */
export const ModelScopeSchema = z.enum(["callable", "all"]);
export const ListModelsInput = z.object({ scope: ModelScopeSchema.default("callable") });
export const ListModelsOutput = z.object({ items: z.array(ModelRowSchema) });

export const RepriceInput = z.object({
  range: RequestRangeSchema.default("30d"),
  /** Only this provider’s model. */
  provider: z.string().min(1).max(64).optional(),
  model: z.string().min(1).max(256).optional(),
});
export type RepriceInput = z.input<typeof RepriceInput>;

export const RepriceOutput = z.object({
  priced: z.int(),
  /** Still without a known price. */
  unpriced: z.int(),
  /** There are more than were looked at: do it again. */
  hasMore: z.boolean(),
});
export type RepriceOutput = z.infer<typeof RepriceOutput>;
