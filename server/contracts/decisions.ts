import { z } from "zod";
import { RANGE_PRESET_IDS, RequestStatusSchema } from "./requests";

/** How a decision ended. Closed: the explanations have a text for each. */
export const DECISION_REASONS = [
  "dispatched",
  "cache_hit",
  "firewall_blocked",
  "no_candidate",
  "not_dispatched",
  "failed",
  "client_closed",
] as const;
export const DecisionReasonSchema = z.enum(DECISION_REASONS);
export type DecisionReason = z.infer<typeof DecisionReasonSchema>;

const known = z.number().nullable();

export const DecisionCandidateView = z.object({
  provider: z.string().nullable(),
  model: z.string(),
  score: known,
  /** What it is expected to be liked, from 0 to 1, and between which values that lies with 95 %. */
  quality: known,
  quality_low: known,
  quality_high: known,
  /** Scores of the organisation's own that stand behind it. */
  samples: known,
  propensity: known,
  /** Share of what is known of it that came from other organisations. */
  shared_share: known,
});
export type DecisionCandidateView = z.infer<typeof DecisionCandidateView>;

export const FilteredCandidateView = z.object({
  provider: z.string().nullable(),
  model: z.string(),
  reason: z.string(),
  score: known,
});
export type FilteredCandidateView = z.infer<typeof FilteredCandidateView>;

/** What share of the winner's evidence each signal gave. */
export const SignalWeights = z.object({
  session: z.number(),
  auto: z.number(),
  manual: z.number(),
  benchmark: z.number(),
});
export type SignalWeights = z.infer<typeof SignalWeights>;

const RecentRegressions = z.object({ kind: z.literal("exact"), exact: z.int() });

/** One decision as the public API gives it. `null` is unknown, never zero. */
export const DecisionView = z.object({
  request_id: z.string(),
  session_id: z.string().nullable(),
  request_created_at: z.string(),
  provider: z.string().nullable(),
  model: z.string().nullable(),
  status: RequestStatusSchema,
  latency_ms: z.int().nullable(),
  cost_micro_usd: z.int().nullable(),
  cache_enabled: z.boolean(),
  /** What the firewall stopped the request for. */
  threat: z.string().nullable(),
  routing_strategy: z.string().nullable(),
  phase: z.string().nullable(),
  weights: SignalWeights.nullable(),
  candidates: z.array(DecisionCandidateView),
  filtered: z.array(FilteredCandidateView),
  winner: z.object({ provider: z.string().nullable(), model: z.string() }).nullable(),
  reason: DecisionReasonSchema,
  confidence: known,
  confidence_reason: z.string().nullable(),
  exploration_rate_effective: known,
  used_shared_pool_prior: z.boolean(),
  outcome: z.object({
    status: z.int(),
    latency_ms: z.int(),
    cost_micro_usd: z.int().nullable(),
    cache_hit: z.boolean(),
    threat_blocked: z.boolean(),
    fallback_used: z.boolean(),
  }),
  evidence: z.object({
    samples: known,
    top2_score_gap: known,
    outcome_variance: known,
    recent_regressions: RecentRegressions.nullable(),
  }),
  decision_trace: z.object({
    project_id: z.string(),
    route_id: z.string().nullable(),
    experiment_id: z.string().nullable(),
    /** The canary phase that the session was drawn in, on either side, and the share of sessions it had. */
    trial_id: z.string().nullable(),
    canary_percent: z.int().nullable(),
    snapshot_id: z.string().nullable(),
    /** What a dollar a request weighed in the choice, in NPS/10; null where nothing learned chose. */
    lambda: known,
    /** Why the winner won; also the `floopy-routing-reason` of the answer. */
    selection: z.string().nullable(),
    propensity: known,
    requested_model: z.string().nullable(),
    error_code: z.string().nullable(),
    attempts: z.array(
      z.object({
        provider: z.string().nullable(),
        model: z.string().nullable(),
        status: known,
        outcome: z.string(),
        duration_ms: known,
      }),
    ),
    explanation_template: z.string(),
  }),
  explanation: z.string(),
});
export type DecisionView = z.infer<typeof DecisionView>;

export const DecisionPage = z.object({
  items: z.array(DecisionView),
  next_cursor: z.string().nullable(),
  has_more: z.boolean(),
});
export type DecisionPage = z.infer<typeof DecisionPage>;

const text = z.string().min(1).max(256);
const share = z.coerce.number().min(0).max(1);
/** A moment, or a whole day in UTC. */
export const instant = z.union(
  [z.iso.datetime({ offset: true }), z.iso.date()],
  "Give a time such as 2026-01-31T12:00:00Z, or a day such as 2026-01-31.",
);

export const DECISION_IDS_MAX = 50;

const choices = z.array(text).min(1).max(50);

/** What decisions can be found by, without the rules that hold between its parts. */
export const DecisionFilters = z.object({
  session_id: text.optional(),
  /** A span that moves with the clock, in place of both times. */
  range: z.enum(RANGE_PRESET_IDS).optional(),
  from: instant.optional(),
  to: instant.optional(),
  request_ids: z.array(z.string().max(64)).min(1).max(DECISION_IDS_MAX).optional(),
  project_id: choices.optional(),
  route_id: choices.optional(),
  experiment_id: text.optional(),
  routing_strategy: text.optional(),
  phase: text.optional(),
  /** Why the winner won. */
  selection: text.optional(),
  model: text.optional(),
  min_confidence: share.optional(),
  max_confidence: share.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(512).optional(),
});

/** The query of `GET /v1/decisions`: a key is confined to its project, and callers name times, not spans that move. */
export const DecisionQuery = DecisionFilters.omit({ range: true, project_id: true });

/** At least one of a session, a time range or ids. */
export const ListDecisionsInput = DecisionFilters.refine(
  ({ session_id, range, from, to, request_ids }) =>
    session_id !== undefined ||
    range !== undefined ||
    request_ids !== undefined ||
    (from !== undefined && to !== undefined),
  "Give session_id, request_ids, or both from and to.",
).refine(({ from, to }) => (from === undefined) === (to === undefined), {
  message: "from and to belong together.",
  path: ["from"],
});
export type ListDecisionsInput = z.input<typeof ListDecisionsInput>;
