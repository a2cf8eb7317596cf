import { z } from "zod";
import { CandidateStageSchema } from "./promotion";
import { RouteSettings } from "./route-settings";

export const ROUTING_STRATEGIES = [
  "feedback_driven",
  "fallback",
  "weighted",
  "round_robin",
  "latency_based",
  "pinned",
] as const;
export const RoutingStrategySchema = z.enum(ROUTING_STRATEGIES);

export const RouteCandidate = z.object({
  id: z.string(),
  provider: z.string(),
  model: z.string(),
  position: z.number().int(),
  weight: z.number(),
  isEnabled: z.boolean(),
  stage: CandidateStageSchema,
  canaryPercent: z.int().nullable(),
});
export type RouteCandidate = z.infer<typeof RouteCandidate>;

export const Route = z.object({
  id: z.string(),
  projectId: z.string(),
  slug: z.string(),
  name: z.string(),
  strategy: RoutingStrategySchema,
  costWeight: z.number(),
  /** What a request is to cost on average; null: `costWeight` alone decides. */
  costTargetMicroUsd: z.int().nullable(),
  pinnedCandidateId: z.string().nullable(),
  settings: RouteSettings,
  /** `auto` in its project means this route. */
  isDefault: z.boolean(),
  candidates: z.array(RouteCandidate),
  updatedAt: z.date(),
});
export type Route = z.infer<typeof Route>;

export const ListRoutesOutput = z.object({ items: z.array(Route) });
export type ListRoutesOutput = z.infer<typeof ListRoutesOutput>;

export const GetRouteInput = z.object({ routeId: z.string().max(64) });
export type GetRouteInput = z.infer<typeof GetRouteInput>;

const RouteId = z.string().max(64);
const RouteName = z.string().trim().min(1, "Enter a name.").max(80);
const RouteSlug = z
  .string()
  .trim()
  .toLowerCase()
  .min(1, "Enter a short name.")
  .max(48)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "Use a–z, 0–9 and single hyphens.");

const Candidates = z
  .array(
    z.object({
      provider: z.string().trim().min(1).max(64),
      model: z.string().trim().min(1).max(200),
      weight: z.number().min(0).max(1000).default(1),
      isEnabled: z.boolean().default(true),
    }),
  )
  .min(1, "A route needs at least one model.")
  .max(20, "A route holds at most 20 models.")
  .superRefine((candidates, context) => {
    const names = candidates.map((candidate) => `${candidate.provider}/${candidate.model}`);
    if (new Set(names).size === names.length) return;
    context.addIssue({ code: "custom", message: "Each model can be listed once." });
  });

export const CreateRouteInput = z.object({
  projectId: z.string().max(64),
  name: RouteName,
  /** What requests call it by, `route:<slug>`; made from the name when absent. */
  slug: RouteSlug.optional(),
  strategy: RoutingStrategySchema.default("fallback"),
  candidates: Candidates.optional(),
});
export type CreateRouteInput = z.input<typeof CreateRouteInput>;

export const UpdateRouteInput = z.object({
  routeId: RouteId,
  /** When given, a route that somebody else has changed since is left as it is: `conflict`. */
  ifUpdatedAt: z.date().optional(),
  name: RouteName.optional(),
  slug: RouteSlug.optional(),
  strategy: RoutingStrategySchema.optional(),
  /** What a feedback-driven route is after: 0 quality only … 1 the cheapest that will do. */
  costWeight: z.number().min(0).max(1).optional(),
  /** What a request of a feedback-driven route is to cost on average; null: what it is after decides alone. */
  costTargetMicroUsd: z
    .int("Enter an amount in dollars, with at most three digits after the point.")
    .min(1, "Enter an amount above 0.")
    .max(100_000_000, "Enter at most $100,000.")
    .nullable()
    .optional(),
  settings: RouteSettings.optional(),
  candidates: Candidates.optional(),
});
export type UpdateRouteInput = z.input<typeof UpdateRouteInput>;

export const DeleteRouteInput = z.object({ routeId: RouteId });
export type DeleteRouteInput = z.infer<typeof DeleteRouteInput>;

export const PinRouteInput = z.object({
  routeId: RouteId,
  /** One of the route's models, as `provider/model` or by the model's own name. */
  model: z.string().trim().min(1).max(265),
});
export type PinRouteInput = z.infer<typeof PinRouteInput>;

export const RouteTrafficInput = z.object({ hours: z.union([z.literal(24), z.literal(168)]).default(24) });
export type RouteTrafficInput = z.input<typeof RouteTrafficInput>;

const TrafficFigures = z.object({
  requests: z.number(),
  errorRate: z.number(),
  fallbackRate: z.number(),
  p50LatencyMs: z.number().nullable(),
  p95LatencyMs: z.number().nullable(),
  costMicroUsd: z.number(),
});
export type TrafficFigures = z.infer<typeof TrafficFigures>;

export const RouteTrafficOutput = z.object({
  items: z.array(
    TrafficFigures.extend({
      routeId: z.string(),
      /** By the model that answered. */
      models: z.array(TrafficFigures.extend({ provider: z.string(), model: z.string() })),
    }),
  ),
});
export type RouteTrafficOutput = z.infer<typeof RouteTrafficOutput>;

export const RoutableModelsOutput = z.object({
  items: z.array(
    z.object({
      provider: z.string(),
      model: z.string(),
      name: z.string(),
      contextWindow: z.number().nullable(),
      inputMicroUsdPerMtok: z.number().nullable(),
      outputMicroUsdPerMtok: z.number().nullable(),
    }),
  ),
});
export type RoutableModelsOutput = z.infer<typeof RoutableModelsOutput>;
