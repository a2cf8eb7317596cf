import { z } from "zod";
import { DecisionCandidateView, FilteredCandidateView, SignalWeights } from "./decisions";

/** A chat request as Floopy's own clients ask about it. */
export const FlatRequest = z.strictObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string() })).min(1),
  temperature: z.number().nullish(),
  top_p: z.number().nullish(),
  max_tokens: z.int().nullish(),
  max_completion_tokens: z.int().nullish(),
});

/** Any chat request, with the headers that it would be sent with. */
export const WrappedRequest = z.strictObject({
  request: z.looseObject({ model: z.string() }),
  headers: z.record(z.string().max(128), z.string().max(1_024)).optional(),
});

export const RoutingExplanation = z.object({
  dry_run: z.literal(true),
  /** Null when the firewall would block the request. */
  would_select: z.object({ provider: z.string(), model: z.string() }).nullable(),
  firewall_decision: z.enum(["allow", "block_input"]),
  reasoning: z.string().nullable(),
  routing_rule_id: z.string().nullable(),
  phase: z.string().nullable(),
  weights: SignalWeights.nullable(),
  candidates: z.array(DecisionCandidateView),
  filtered: z.array(FilteredCandidateView),
  confidence: z.number().nullable(),
  confidence_reason: z.string().nullable(),
});
export type RoutingExplanation = z.infer<typeof RoutingExplanation>;
