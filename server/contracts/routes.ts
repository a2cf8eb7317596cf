import { z } from "zod";

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
});
export type RouteCandidate = z.infer<typeof RouteCandidate>;

export const Route = z.object({
  id: z.string(),
  projectId: z.string(),
  slug: z.string(),
  name: z.string(),
  strategy: RoutingStrategySchema,
  costWeight: z.number(),
  pinnedCandidateId: z.string().nullable(),
  candidates: z.array(RouteCandidate),
  updatedAt: z.date(),
});
export type Route = z.infer<typeof Route>;

export const ListRoutesOutput = z.object({ items: z.array(Route) });
export type ListRoutesOutput = z.infer<typeof ListRoutesOutput>;

export const GetRouteInput = z.object({ routeId: z.string().max(64) });
export type GetRouteInput = z.infer<typeof GetRouteInput>;

export const UpdateRouteCandidatesInput = z
  .object({
    routeId: z.string().max(64),
    candidates: z
      .array(
        z.object({
          provider: z.string().trim().min(1).max(64),
          model: z.string().trim().min(1).max(200),
          weight: z.number().min(0).max(1000).default(1),
          isEnabled: z.boolean().default(true),
        }),
      )
      .min(1, "A route needs at least one model.")
      .max(20, "A route holds at most 20 models."),
  })
  .superRefine((input, context) => {
    const names = input.candidates.map((candidate) => `${candidate.provider}/${candidate.model}`);
    if (new Set(names).size === names.length) return;
    context.addIssue({ code: "custom", path: ["candidates"], message: "Each model can be listed once." });
  });
export type UpdateRouteCandidatesInput = z.input<typeof UpdateRouteCandidatesInput>;
