import { z } from "zod";
import { PromotionSettings } from "./promotion";

/** How calls are spread over several keys of one provider. */
export const KEY_BALANCINGS = ["latency_based", "weighted", "round_robin"] as const;
export const KeyBalancingSchema = z.enum(KEY_BALANCINGS);
export type KeyBalancing = z.infer<typeof KeyBalancingSchema>;

/** When a second model is asked although the first has not failed; whoever answers first wins. */
export const HedgeSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("off") }),
  z.object({ kind: z.literal("after"), ms: z.number().int().min(50).max(120_000) }),
  /** After the time within which 95 of 100 recent calls had answered. */
  z.object({ kind: z.literal("p95") }),
]);
export type Hedge = z.infer<typeof HedgeSchema>;

const TimeoutMs = z.number().int().min(100).max(600_000).nullable().default(null);

/** How a route's calls are made. Null leaves it to the gateway. */
export const RouteSettings = z.object({
  /** Until the whole answer, or the first content of a stream, of one call. */
  attemptTimeoutMs: TimeoutMs,
  /** For the request with all its calls, streams until their last byte. */
  totalTimeoutMs: TimeoutMs,
  /** Further tries of one model after a passing failure. */
  retries: z.number().int().min(0).max(5).nullable().default(null),
  hedge: HedgeSchema.default({ kind: "off" }),
  /** Null: what the organisation has set for the provider. */
  keyBalancing: KeyBalancingSchema.nullable().default(null),
  /** A prompt too long for one model is given to the next with a larger window. */
  fallsBackOnContextLength: z.boolean().default(true),
  /** A prompt that one provider's content policy refuses is given to the next model. */
  fallsBackOnContentPolicy: z.boolean().default(false),
  /** A route that learns is pinned to its first model where its own choices are worse beyond doubt. */
  rollsBack: z.boolean().default(true),
  /** Of a route that learns: models from which a lower score is expected, 0 to 10, are left out. */
  qualityMin: z.number().min(0, "From 0 to 10.").max(10, "From 0 to 10.").nullable().default(null),
  /** Of a route that learns: models that usually take longer to answer, or to begin a stream, are left out. */
  latencyMaxMs: z.number().int().min(50).max(600_000).nullable().default(null),
  /** How models are tried in shadow and as canaries. */
  promotion: PromotionSettings.default(PromotionSettings.parse({})),
});
export type RouteSettings = z.infer<typeof RouteSettings>;

export const DEFAULT_ROUTE_SETTINGS: RouteSettings = RouteSettings.parse({});

/** Stored settings; what cannot be read counts as not set. */
export function readRouteSettings(stored: unknown): RouteSettings {
  return RouteSettings.safeParse(stored).data ?? DEFAULT_ROUTE_SETTINGS;
}

export const KeyBalancingByProvider = z.record(z.string().max(64), KeyBalancingSchema);
export type KeyBalancingByProvider = z.infer<typeof KeyBalancingByProvider>;

export function readKeyBalancing(stored: unknown): KeyBalancingByProvider {
  return KeyBalancingByProvider.safeParse(stored).data ?? {};
}
