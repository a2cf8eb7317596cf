import type { RoutingExplanation } from "@/server/contracts/routing-explain";
import type { DecisionRow } from "@/server/modules/ingest";
import { explainDecision } from "@/server/routing/explain-decision";
import { candidatesOf, evidenceOf, filteredOf, rounded, weightsOf } from "./recorded-parts";

type PlanFacts = Omit<RoutingExplanation, "dry_run" | "firewall_decision" | "routing_rule_id">;

/** A decision that has been made and not carried out, in the words and numbers that its record would have. */
export function describePlan(
  { learned, ...decision }: DecisionRow,
  winner: { provider: string; model: string },
): PlanFacts {
  const facts = {
    phase: decision.phase,
    weights: weightsOf(learned?.weights ?? null),
    candidates: candidatesOf(decision.candidates),
    filtered: filteredOf(decision.filtered),
    confidence: rounded(learned?.confidence ?? null),
    confidence_reason: learned?.confidenceReason ?? null,
  };
  const { text } = explainDecision({
    ...facts,
    ...winner,
    winner,
    reason: "dispatched",
    selection: decision.reason,
    propensity: rounded(decision.propensity),
    canary_percent: decision.canaryPercent ?? null,
    used_shared_pool_prior: learned?.usedSharedPoolPrior ?? false,
    outcome: { fallback_used: false, cache_hit: false },
    evidence: evidenceOf(learned?.evidence ?? {}),
  });
  return { would_select: winner, reasoning: text, ...facts };
}
