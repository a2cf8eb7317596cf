import { z } from "zod";
import { FirewallFinding } from "./firewall";
import { CostBreakdownSchema } from "./prices";
import { CacheStatusSchema } from "./response-cache";

export const REQUEST_STATUSES = ["ok", "error", "blocked", "cached", "client_closed"] as const;
export const RequestStatusSchema = z.enum(REQUEST_STATUSES);
export type RequestStatus = z.infer<typeof RequestStatusSchema>;

/** Ranges that move with the clock; resolved on the server so that a query keeps its identity while time passes. */
export const RANGE_PRESETS = {
  "15m": 15,
  "1h": 60,
  "24h": 1_440,
  "7d": 10_080,
  "30d": 43_200,
  "90d": 129_600,
} as const;
export type RangePreset = keyof typeof RANGE_PRESETS;
export const RANGE_PRESET_IDS = [
  "15m",
  "1h",
  "24h",
  "7d",
  "30d",
  "90d",
] as const satisfies readonly RangePreset[];

export const FixedRangeSchema = z
  .object({ from: z.date(), to: z.date() })
  .refine((range) => range.from < range.to, "The start must be before the end.");
export const RequestRangeSchema = z.union([z.enum(RANGE_PRESET_IDS), FixedRangeSchema]);
export type RequestRange = z.infer<typeof RequestRangeSchema>;

/**
 * Why the product itself calls a model for a customer: to judge an answer, to run an evaluation, to try a prompt, to have a
 * guard model look at a request or its answer, or to compare a model with the one that has answered.
 */
export const CALL_PURPOSES = ["judge", "evaluation", "trial", "detector", "shadow"] as const;
export const CallPurposeSchema = z.enum(CALL_PURPOSES);
export type CallPurpose = z.infer<typeof CallPurposeSchema>;

/** Who made a request: the customer's application, or the product for one of its purposes. */
export const REQUEST_MAKERS = ["application", ...CALL_PURPOSES] as const;
export const RequestMakerSchema = z.enum(REQUEST_MAKERS);
export type RequestMaker = z.infer<typeof RequestMakerSchema>;

const text = z.string().trim().min(1).max(256);
const choices = z.array(text).min(1).max(50);

export const RequestFiltersSchema = z.object({
  range: RequestRangeSchema.default("24h"),
  status: z.array(RequestStatusSchema).min(1).max(5).optional(),
  /** The model that answered, whatever was asked for. */
  model: choices.optional(),
  provider: choices.optional(),
  endpoint: choices.optional(),
  errorCode: choices.optional(),
  cacheStatus: z.array(CacheStatusSchema).min(1).max(4).optional(),
  madeBy: z.array(RequestMakerSchema).min(1).max(REQUEST_MAKERS.length).optional(),
  apiKeyId: choices.optional(),
  projectId: choices.optional(),
  routeId: choices.optional(),
  sessionId: text.optional(),
  endUserId: text.optional(),
  promptId: choices.optional(),
  /** Of the prompts; means nothing alone. */
  promptVersion: z.int().positive().optional(),
  property: z.object({ name: text, value: text }).optional(),
  minCostMicroUsd: z.int().positive().optional(),
  minLatencyMs: z.int().positive().optional(),
  /** Start of the id of a request, a session or an end user. */
  search: text.optional(),
});
export type RequestFilters = z.output<typeof RequestFiltersSchema>;
export type RequestFiltersInput = z.input<typeof RequestFiltersSchema>;

export const REQUEST_SORTS = ["newest", "oldest", "slowest", "costliest"] as const;
export const RequestSortSchema = z.enum(REQUEST_SORTS);
export type RequestSort = z.infer<typeof RequestSortSchema>;

export const REQUEST_PAGE_MAX = 200;

export const ListRequestsInput = RequestFiltersSchema.extend({
  sort: RequestSortSchema.default("newest"),
  cursor: z.string().max(512).nullish(),
  limit: z.int().min(1).max(REQUEST_PAGE_MAX).default(50),
});
export type ListRequestsInput = z.input<typeof ListRequestsInput>;

export const RequestRowSchema = z.object({
  id: z.string(),
  createdAt: z.date(),
  projectId: z.string(),
  apiKeyId: z.string(),
  sessionId: z.string(),
  endUserId: z.string().nullable(),
  endpoint: z.string(),
  isStream: z.boolean(),
  requestedModel: z.string().nullable(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  status: RequestStatusSchema,
  httpStatus: z.int(),
  errorCode: z.string().nullable(),
  finishReason: z.string().nullable(),
  fallbackIndex: z.int(),
  inputTokens: z.int().nullable(),
  outputTokens: z.int().nullable(),
  costMicroUsd: z.int().nullable(),
  /** The provider told no usage, so tokens and cost are estimates. */
  isUsageEstimated: z.boolean(),
  latencyMs: z.int(),
  ttftMs: z.int().nullable(),
  isSandbox: z.boolean(),
  /** Null for the customer's own traffic. */
  purpose: CallPurposeSchema.nullable(),
  promptId: z.string().nullable(),
  promptVersion: z.int().nullable(),
});
export type RequestRow = z.infer<typeof RequestRowSchema>;

export const RequestPageSchema = z.object({
  items: z.array(RequestRowSchema),
  nextCursor: z.string().nullable(),
});
export type RequestPage = z.infer<typeof RequestPageSchema>;

/** Rows that started after `since` (exclusive), newest first; `hasGap` when there were more than fit. */
export const ListNewRequestsInput = RequestFiltersSchema.extend({ since: z.date() });
export type ListNewRequestsInput = z.input<typeof ListNewRequestsInput>;
export const NewRequestsSchema = z.object({ items: z.array(RequestRowSchema), hasGap: z.boolean() });
export type NewRequests = z.infer<typeof NewRequestsSchema>;

const count = z.int().nonnegative();
const known = z.number().nullable();

export const HistogramSchema = z.object({
  from: z.date(),
  to: z.date(),
  bucketMs: z.int().positive(),
  /** Only buckets with requests; the screen fills the gaps. */
  buckets: z.array(z.object({ start: z.date(), counts: z.partialRecord(RequestStatusSchema, count) })),
});
export type Histogram = z.infer<typeof HistogramSchema>;

export const SummaryTotalsSchema = z.object({
  requests: count,
  errors: count,
  /** Share of requests that ended in an error; null without requests. */
  errorRate: known,
  /** Sum over the requests whose price is known. */
  costMicroUsd: z.number(),
  unpricedRequests: count,
  inputTokens: z.number(),
  outputTokens: z.number(),
  /** Requests that looked into the response cache: answered from it, and not. */
  cacheHits: count,
  cacheMisses: count,
  /** What the answered ones would have cost, where that is known. */
  savedMicroUsd: z.number(),
  p50LatencyMs: known,
  p95LatencyMs: known,
});
export type SummaryTotals = z.infer<typeof SummaryTotalsSchema>;

export const SummarySchema = z.object({
  from: z.date(),
  to: z.date(),
  bucketMs: z.int().positive(),
  current: SummaryTotalsSchema,
  /** The period of the same length just before; null when it lies outside the plan's retention. */
  previous: SummaryTotalsSchema.nullable(),
  series: z.array(
    z.object({
      start: z.date(),
      requests: count,
      errors: count,
      costMicroUsd: z.number(),
      savedMicroUsd: z.number(),
      p50LatencyMs: known,
      p95LatencyMs: known,
    }),
  ),
});
export type Summary = z.infer<typeof SummarySchema>;

const FacetSchema = z.array(z.object({ value: z.string(), label: z.string(), count: count.nullable() }));

export const FacetsSchema = z.object({
  status: FacetSchema,
  provider: FacetSchema,
  model: FacetSchema,
  /** Error codes, endpoints and makers among the latest requests of the range only. */
  endpoint: FacetSchema,
  errorCode: FacetSchema,
  madeBy: FacetSchema,
  apiKey: FacetSchema,
  project: FacetSchema,
  route: FacetSchema,
  prompt: FacetSchema,
});
export type Facets = z.infer<typeof FacetsSchema>;

export const GetRequestInput = z.object({ id: z.string().max(64) });

export const AttemptSchema = z.object({
  provider: z.string().nullable(),
  model: z.string().nullable(),
  startedMs: z.number().nullable(),
  durationMs: z.number().nullable(),
  status: z.number().nullable(),
  outcome: z.string(),
  error: z.string().nullable(),
  /** Made although an earlier call was still running. */
  isHedge: z.boolean().default(false),
});
export type Attempt = z.infer<typeof AttemptSchema>;

export const DecisionCandidateSchema = z.object({
  provider: z.string().nullable(),
  model: z.string(),
  propensity: known,
  score: known,
  reason: z.string().nullable(),
});
export type DecisionCandidate = z.infer<typeof DecisionCandidateSchema>;

export const RequestDetailSchema = RequestRowSchema.extend({
  sessionSource: z.string(),
  responseModel: z.string().nullable(),
  providerKeyId: z.string().nullable(),
  routeId: z.string().nullable(),
  errorMessage: z.string().nullable(),
  attempts: z.array(AttemptSchema),
  cachedInputTokens: z.int().nullable(),
  cacheWriteTokens: z.int().nullable(),
  reasoningTokens: z.int().nullable(),
  inputCostMicroUsd: z.int().nullable(),
  outputCostMicroUsd: z.int().nullable(),
  /** Null when the cost is not known. */
  costBreakdown: CostBreakdownSchema.nullable(),
  gatewayUs: z.int().nullable(),
  stages: z.array(z.object({ name: z.string(), durationUs: z.number() })),
  cacheStatus: z.string(),
  savedMicroUsd: z.int().nullable(),
  savedTokens: z.int().nullable(),
  /** Part of the cost. */
  embedCostMicroUsd: z.int().nullable(),
  firewallStatus: z.string(),
  /** What the firewall saw and where, never the text. */
  firewallFindings: z.array(FirewallFinding),
  storageMode: z.string(),
  properties: z.record(z.string(), z.string()),
  userAgent: z.string().nullable(),
  /** The customer's request that a shadow was asked by this one; null for everything else. */
  shadowOf: z.string().nullable(),
  apiKeyLabel: z.string().nullable(),
  projectName: z.string().nullable(),
  /** Null where none was used, or it is gone. */
  promptName: z.string().nullable(),
  /** Why there is a body or not: the project's storage setting, or the plan's retention of bodies. */
  bodyState: z.enum(["stored", "not_stored", "expired"]),
  body: z
    .object({
      request: z.string().nullable(),
      response: z.string().nullable(),
      isTruncated: z.boolean(),
      isRedacted: z.boolean(),
    })
    .nullable(),
  decision: z
    .object({
      strategy: z.string(),
      phase: z.string(),
      reason: z.string(),
      provider: z.string().nullable(),
      model: z.string().nullable(),
      propensity: known,
      confidence: known,
      explorationRate: z.number(),
      usedSharedPoolPrior: z.boolean(),
      candidates: z.array(DecisionCandidateSchema),
      filtered: z.array(DecisionCandidateSchema),
    })
    .nullable(),
});
export type RequestDetail = z.infer<typeof RequestDetailSchema>;
