import type { DecisionReason } from "@/server/contracts/decisions";
import type { ConfidenceReason } from "@/server/routing/learner/confidence";
import type { FilterReason, RoutingReason } from "@/server/routing/routing-types";

/** Also what the gateway records where no route had a say. */
type Selection = RoutingReason | "requested_model" | "requested_list" | "cache_hit";

interface SelectionText {
  label: string;
  text: string;
}

/** Why the winner won. */
export const SELECTION_TEXTS = {
  learned_best: {
    label: "Best known",
    text: "The learner expects users to like it best for what it costs.",
  },
  learned_exploration: {
    label: "Exploring",
    text: "Tried although another one is expected to do better, so that more is learned.",
  },
  session_kept: {
    label: "Kept",
    text: "The session already had it, and no other is better by enough to change.",
  },
  below_confidence_threshold: {
    label: "Not sure enough",
    text: "Another model was preferred with less confidence than you ask for, so the first one stayed.",
  },
  canary: { label: "Canary", text: "The session is one of the share that a new model answers on trial." },
  only_candidate: { label: "Only one", text: "It was the only model that could be used." },
  pinned: { label: "Pinned", text: "The route is pinned to this model." },
  pin_unavailable: {
    label: "Pin not usable",
    text: "The pinned model could not be used, so another one was chosen.",
  },
  position: { label: "First in line", text: "It stands first in the route." },
  weighted_session: {
    label: "Drawn once",
    text: "Drawn by weight, the same for every request of this session.",
  },
  weighted_request: { label: "Drawn each time", text: "Drawn by weight for this request." },
  round_robin: { label: "In turn", text: "It was this model’s turn." },
  lowest_latency: { label: "Fastest", text: "It has been the fastest lately." },
  requested_model: { label: "Asked for", text: "The request named this model." },
  requested_list: { label: "Asked for, in order", text: "The request named several models to try in order." },
  cache_hit: {
    label: "From the cache",
    text: "It was answered from the cache, so no model was chosen. This model gave the original.",
  },
} as const satisfies Record<Selection, SelectionText>;

const SELECTIONS: Readonly<Record<string, SelectionText>> = SELECTION_TEXTS;

export function selectionText(selection: string | null): SelectionText | null {
  if (selection === null) return null;
  return SELECTIONS[selection] ?? { label: selection.replaceAll("_", " "), text: selection };
}

/** Why a model could not be chosen; follows its name. */
const FILTER_TEXTS = {
  disabled: "is switched off in the route",
  in_shadow: "is in shadow: compared, and shown to nobody",
  canary_paused: "is a canary that takes no sessions now",
  zero_weight: "has weight 0",
  provider_not_connected: "has no connected provider",
  model_not_allowed: "may not be used with this key",
  provider_unavailable: "had a failing provider",
  without_history: "cannot go on with what the request refers to",
  below_quality_min: "is expected to be rated lower than the route’s least score",
  above_latency_max: "usually answers later than the route allows",
  constraint_max_regression: "was rated worse than the first model, by more than your constraints allow",
  constraint_max_outcome_variance: "has scores that vary more than your constraints allow",
  constraint_max_cost_increase: "costs more than your constraints allow",
  constraint_max_cost_drop_without_validation:
    "is so much cheaper that your constraints want more scores of it first",
  constraint_min_samples_before_promotion: "has fewer scores than your constraints ask for",
  constraint_require_shadow_before_live: "has not passed a shadow phase, as your constraints ask",
} as const satisfies Record<FilterReason, string>;

const FILTERS: Readonly<Record<string, string>> = FILTER_TEXTS;

export const FILTER_REASONS_TOLD = Object.entries(FILTER_TEXTS).map(([reason, text]) => ({ reason, text }));

export function filterText(reason: string | null): string {
  if (reason === null) return "was left out";
  return FILTERS[reason] ?? `was left out: ${reason.replaceAll("_", " ")}`;
}

const CONFIDENCE_TEXTS = {
  ok: "",
  day0_cap: "capped until scores outweigh the benchmarks",
  shared_pool_cap: "capped because other organisations’ scores are used",
  few_samples: "few scores of your own",
  small_gap: "the best two are close",
  high_variance: "scores vary much",
} as const satisfies Record<ConfidenceReason, string>;

const CONFIDENCES: Readonly<Record<string, string>> = CONFIDENCE_TEXTS;

/** What holds a confidence down; empty where nothing does. */
export function confidenceText(reason: string | null): string {
  return reason === null ? "" : (CONFIDENCES[reason] ?? reason.replaceAll("_", " "));
}

const PHASES: Readonly<Record<string, { label: string; text: string }>> = {
  day0: {
    label: "Benchmarks",
    text: "Published benchmarks weigh most, until evaluations or end users outweigh them.",
  },
  auto: { label: "Evaluations", text: "Evaluations and ratings weigh most." },
  nps: { label: "End users", text: "What your end users say weighs most." },
};

/** Which evidence leads, in two words. */
export function phaseLabel(phase: string): string {
  return PHASES[phase]?.label ?? phase;
}

export function phaseText(phase: string): string {
  return PHASES[phase]?.text ?? phase;
}

/** How a decision ended. */
export const OUTCOME_LABELS: Readonly<Record<DecisionReason, string>> = {
  dispatched: "Answered",
  cache_hit: "Cached",
  firewall_blocked: "Stopped by the firewall",
  no_candidate: "No model",
  not_dispatched: "Ended before",
  failed: "Failed",
  client_closed: "Client left",
};
