import type { ConstraintRules } from "./constrain";
import type { LearnedFacts, LearnedPlan } from "./learned-plan";
import type { Phase } from "./learner/confidence";
import type { RouteBounds } from "./route-bounds";

export type RoutingStrategy =
  | "feedback_driven"
  | "fallback"
  | "weighted"
  | "round_robin"
  | "latency_based"
  | "pinned";

export interface RouteCandidate {
  id: string;
  provider: string;
  model: string;
  /** The order of preference set by the customer, lowest first. */
  position: number;
  weight: number;
  isEnabled: boolean;
  /** Left out: live. */
  stage?: "live" | "canary" | "shadow";
  /** Share of the sessions that a canary answers, in percent. */
  canaryPercent?: number | null;
  /** The phase that is under way. */
  trialId?: string | null;
  /** Whether it has passed a shadow phase on this route. */
  hasPassedShadow?: boolean;
}

export interface RouteSpec {
  id: string;
  slug: string;
  strategy: RoutingStrategy;
  /** 0 = quality only … 1 = cost only. Read by the learner. */
  costWeight: number;
  pinnedCandidateId: string | null;
  candidates: readonly RouteCandidate[];
}

/** Why a candidate could not be chosen. Closed: the console and the explanations have a text for each. */
export type FilterReason =
  | "disabled"
  /** It is compared with the live ones and answers nobody. */
  | "in_shadow"
  /** A canary that no session may be drawn for now. */
  | "canary_paused"
  | "zero_weight"
  | "provider_not_connected"
  | "model_not_allowed"
  | "provider_unavailable"
  /** The request refers to something that this provider does not keep. */
  | "without_history"
  /** Beyond what the route itself asks for; see `route-bounds.ts`. */
  | "below_quality_min"
  | "above_latency_max"
  | "constraint_max_regression"
  | "constraint_max_outcome_variance"
  | "constraint_max_cost_increase"
  | "constraint_max_cost_drop_without_validation"
  | "constraint_min_samples_before_promotion"
  | "constraint_require_shadow_before_live";

/** Why the winner won. Closed, and public as `floopy-routing-reason`. */
export type RoutingReason =
  | "pinned"
  | "pin_unavailable"
  | "position"
  | "weighted_session"
  | "weighted_request"
  | "round_robin"
  | "lowest_latency"
  | "only_candidate"
  /** No other model was preferred with the confidence that the organisation asks for. */
  | "below_confidence_threshold"
  /** The model that the learner thinks best. */
  | "learned_best"
  /** Another one, so that more is learned. */
  | "learned_exploration"
  /** The model that the session has. */
  | "session_kept"
  /** The session is one of those that a canary answers. */
  | "canary";

export interface ChooseInput {
  route: RouteSpec;
  sessionId: string;
  /** Keep the session on its candidate. */
  affinity: boolean;
  /** Uniform in [0, 1), drawn by the caller. */
  random: number;
  /** How many requests this route has had; only round robin reads it. */
  counter?: number;
  /** Recent latency by candidate id; only `latency_based` reads it. */
  latencyMs?: ReadonlyMap<string, number>;
  /** Candidates that cannot be used now, by id; the caller knows about keys, permissions and health. */
  unavailable?: ReadonlyMap<string, FilterReason>;
  /** What the organisation allows the route to do by itself; null where it has set nothing. */
  constraints?: ConstraintRules | null;
  /** What the route asks of every model that it chooses by itself; left out: nothing. */
  bounds?: RouteBounds;
  /** `pinned`: the pinned candidate is wanted whatever the strategy (`floopy-routing: pinned`). */
  mode?: "auto" | "pinned";
  /** What the learner thinks of the usable candidates; only `feedback_driven` asks. Left out, the weights decide. */
  learned?: (usable: readonly RouteCandidate[]) => LearnedPlan;
  /** The candidate that the session has for this kind of task, and the propensity with which it was chosen. */
  kept?: KeptCandidate | null;
}

export interface KeptCandidate {
  id: string;
  propensity: number;
}

export interface ScoredCandidate {
  provider: string;
  model: string;
  score: number;
  /** The probability with which this candidate was to be chosen. All of them add up to 1. */
  propensity: number;
  /** What only the learner says: expected reward and its standard deviation in NPS/10, own scores, share of other organisations. */
  quality?: number;
  deviation?: number;
  samples?: number;
  shared_share?: number;
}

export interface FilteredCandidate {
  provider: string;
  model: string;
  reason: FilterReason;
}

export interface RoutingDecision {
  /** The chosen candidate, then those to fall back to. Empty when none could be used. */
  order: readonly RouteCandidate[];
  strategy: RoutingStrategy;
  phase: Phase;
  reason: RoutingReason;
  /** Of the chosen one; null when there is none. */
  propensity: number | null;
  candidates: readonly ScoredCandidate[];
  filtered: readonly FilteredCandidate[];
  /** What the learner says of the decision; null where it had no part. */
  learned: LearnedFacts | null;
  /** The canary that the session was drawn for or against; null where none is running. */
  canary: CanaryDraw | null;
}

export interface CanaryDraw {
  trialId: string;
  /** Share of the sessions. */
  percent: number;
}
