import type { DecisionReason, DecisionView } from "@/server/contracts/decisions";
import { explainDecision } from "@/server/routing/explain-decision";
import type { DecisionRow } from "./decision-rows";
import {
  attemptsOf,
  candidatesOf,
  evidenceOf,
  filteredOf,
  lambdaOf,
  rounded,
  weightsOf,
} from "./recorded-parts";

/** A stored decision as it is shown, with its explanation. */
export function toDecisionView(row: DecisionRow): DecisionView {
  const { template, text } = explain(row);
  const facts = factsOf(row);
  return {
    request_id: row.id,
    session_id: row.sessionId === "" ? null : row.sessionId,
    request_created_at: row.createdAt.toISOString(),
    provider: row.provider,
    model: row.model,
    status: row.status,
    latency_ms: row.latencyMs,
    cost_micro_usd: row.costMicroUsd,
    cache_enabled: row.cacheStatus !== "off",
    threat: row.status === "blocked" ? (row.errorCode ?? "firewall_blocked") : null,
    ...facts,
    outcome: {
      status: row.httpStatus,
      latency_ms: row.latencyMs,
      cost_micro_usd: row.costMicroUsd,
      cache_hit: isCacheHit(row),
      threat_blocked: row.status === "blocked",
      fallback_used: row.fallbackIndex > 0,
    },
    decision_trace: {
      project_id: row.projectId,
      route_id: row.routeId,
      experiment_id: row.experimentId,
      trial_id: row.trialId,
      canary_percent: row.canaryPercent,
      snapshot_id: row.snapshotId,
      lambda: lambdaOf(row.evidence),
      selection: row.selection,
      propensity: rounded(row.propensity),
      requested_model: row.requestedModel,
      error_code: row.errorCode,
      attempts: attemptsOf(row.attempts),
      explanation_template: template,
    },
    explanation: text,
  };
}

function explain(row: DecisionRow) {
  const { provider, model, selection, fallbackIndex } = row;
  const outcome = { fallback_used: fallbackIndex > 0, cache_hit: isCacheHit(row) };
  return explainDecision({
    ...factsOf(row),
    provider,
    model,
    selection,
    outcome,
    canary_percent: row.canaryPercent,
    propensity: rounded(row.propensity),
  });
}

type Facts = Pick<
  DecisionView,
  | "routing_strategy"
  | "phase"
  | "weights"
  | "candidates"
  | "filtered"
  | "winner"
  | "reason"
  | "confidence"
  | "confidence_reason"
  | "exploration_rate_effective"
  | "used_shared_pool_prior"
  | "evidence"
>;

function factsOf(row: DecisionRow): Facts {
  return {
    routing_strategy: row.strategy,
    phase: row.phase,
    weights: weightsOf(row.weights),
    candidates: candidatesOf(row.candidates),
    filtered: filteredOf(row.filtered),
    winner: winnerOf(row),
    reason: reasonOf(row),
    confidence: rounded(row.confidence),
    confidence_reason: row.confidenceReason,
    exploration_rate_effective: rounded(row.explorationRate),
    used_shared_pool_prior: row.usedSharedPoolPrior ?? false,
    evidence: evidenceOf(row.evidence),
  };
}

/** Errors of requests that no model could be found for. */
const FOUND_NOBODY: ReadonlySet<string> = new Set(["model_not_found", "model_not_allowed"]);

const isCacheHit = ({ cacheStatus }: DecisionRow): boolean => cacheStatus.startsWith("hit-");

/** The first choice: where it failed and another answered, the first that was called. */
function winnerOf(row: DecisionRow): DecisionView["winner"] {
  if (!row.isDecided || row.status === "cached") return null;
  const [first] = attemptsOf(row.attempts);
  if (first !== undefined && first.model !== null) return { provider: first.provider, model: first.model };
  if (row.model !== null) return { provider: row.provider, model: row.model };
  const [likeliest] = candidatesOf(row.candidates).filter(({ propensity }) => propensity === 1);
  return likeliest === undefined ? null : { provider: likeliest.provider, model: likeliest.model };
}

function reasonOf(row: DecisionRow): DecisionReason {
  switch (row.status) {
    case "ok":
      return isCacheHit(row) ? "cache_hit" : "dispatched";
    case "cached":
      return "cache_hit";
    case "blocked":
      return "firewall_blocked";
    case "client_closed":
      return "client_closed";
    case "error":
      if (row.isDecided) return "failed";
      return FOUND_NOBODY.has(row.errorCode ?? "") ? "no_candidate" : "not_dispatched";
  }
}
