/** What the explanations read of a decision: a part of its public record. */
export interface ExplainedDecision {
  reason:
    | "dispatched"
    | "cache_hit"
    | "firewall_blocked"
    | "no_candidate"
    | "not_dispatched"
    | "failed"
    | "client_closed";
  /** Why the winner won. */
  selection: string | null;
  winner: NamedModel | null;
  /** Who answered. */
  provider: string | null;
  model: string | null;
  propensity: number | null;
  confidence: number | null;
  used_shared_pool_prior: boolean;
  /** Share of the sessions that a canary answers; null where none was running. */
  canary_percent: number | null;
  filtered: readonly (NamedModel & { reason: string })[];
  outcome: { fallback_used: boolean; cache_hit: boolean };
  evidence: {
    samples: number | null;
    top2_score_gap: number | null;
    outcome_variance: number | null;
    recent_regressions: { exact: number } | null;
  };
}

interface NamedModel {
  provider: string | null;
  model: string;
}

export function nameOf({ provider, model }: NamedModel): string {
  return provider === null ? model : `${provider}/${model}`;
}

const winnerOf = ({ winner }: ExplainedDecision): string => (winner === null ? "No model" : nameOf(winner));

/** The openings, one for each way in which a decision can be made. */
export const LEADS = {
  cache_hit: () => "The answer came from the response cache; no model was called.",
  replayed: () => "The same request had been answered before, and its answer was given again.",
  firewall_blocked: () => "The firewall stopped this request, so no model was called.",
  no_candidate: () => "No model could be used for this request.",
  not_dispatched: () => "The request ended before a model was chosen.",
  requested_model: (record) => `The caller asked for ${winnerOf(record)}; nothing was left to choose.`,
  requested_list: (record) =>
    `The caller gave a list of models to try in order; ${winnerOf(record)} stands first.`,
  pinned: (record) => `The route is pinned to ${winnerOf(record)}.`,
  pin_unavailable: (record) =>
    `The pinned model could not be used; ${winnerOf(record)} is the next of the route.`,
  fallback_order: (record) => `${winnerOf(record)} stands first among the route's usable models.`,
  round_robin: (record) => `The route takes its models in turn, and it was the turn of ${winnerOf(record)}.`,
  lowest_latency: (record) => `${winnerOf(record)} answered fastest lately.`,
  only_candidate: (record) => `${winnerOf(record)} was the only usable model of the route.`,
  weighted_session: (record) =>
    `${winnerOf(record)} was drawn for this session by the route's weights${chance(record)}.`,
  weighted_request: (record) =>
    `${winnerOf(record)} was drawn for this request by the route's weights${chance(record)}.`,
  canary: (record) =>
    `${winnerOf(record)} is a canary; this session is among the ${record.canary_percent ?? "few"} % that it answers at this step.`,
  session_kept: (record) => `The session had ${winnerOf(record)} before and kept it.`,
  learned_exploration: (record) => `${winnerOf(record)} was tried to learn more about it${chance(record)}.`,
  kept_to_baseline: (record) =>
    `${winnerOf(record)} is the route's first model; no other was preferred with the confidence that confidence_threshold asks for.`,
  learned: (record) => `${winnerOf(record)} was chosen from what the route has learned${chance(record)}.`,
  learned_high_confidence: (record) => learned(record, "high"),
  learned_moderate_confidence: (record) => learned(record, "moderate"),
  learned_low_confidence: (record) => learned(record, "low"),
} satisfies Record<string, (record: ExplainedDecision) => string>;

export type LeadId = keyof typeof LEADS;

function chance({ propensity }: ExplainedDecision): string {
  return propensity === null ? "" : `, with a probability of ${propensity}`;
}

function learned(record: ExplainedDecision, level: string): string {
  const by = `${winnerOf(record)} was chosen from what the route has learned`;
  return `${by}, with a ${level} confidence of ${record.confidence}${chance(record)}.`;
}
