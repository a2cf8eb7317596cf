import { formatCount, formatPercent, UNKNOWN } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import { CopyId } from "@/app/_ui/copy";
import { Facts } from "@/app/_ui/facts";
import type { DecisionView } from "@/server/contracts/decisions";
import { servedModel } from "../served-model";
import { CandidateTable } from "./candidate-table";
import { confidenceText, filterText, phaseLabel, phaseText, selectionText } from "./decision-texts";
import { SignalShares } from "./signal-shares";

/** Why a request went to its model: in a sentence, in what was weighed, and in numbers. */
export function DecisionDetail({ decision }: { decision: DecisionView }) {
  const { candidates, filtered, weights, winner } = decision;
  return (
    <div className="space-y-5">
      <p className="max-w-160 text-sm text-default">{decision.explanation}</p>
      {candidates.length > 0 && (
        <div className="-mx-4 border-y border-subtle">
          <CandidateTable candidates={candidates} winner={winner} />
        </div>
      )}
      {filtered.length > 0 && (
        <div>
          <p className="mb-1 text-xs text-subtle">Left out</p>
          <ul aria-label="Left out" className="space-y-1 text-sm text-muted">
            {filtered.map((candidate) => (
              <li key={`${candidate.provider}/${candidate.model}`}>
                <span className="font-mono text-xs text-emphasis">{servedModel(candidate)}</span>{" "}
                {filterText(candidate.reason)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {weights !== null && (
        <div>
          <p className="mb-2 text-xs text-subtle">What the choice rests on</p>
          <SignalShares weights={weights} />
        </div>
      )}
      <Facts items={factsOf(decision)} />
    </div>
  );
}

function factsOf(decision: DecisionView) {
  const { confidence, evidence, decision_trace: trace, phase, routing_strategy } = decision;
  const why = selectionText(trace.selection);
  const held = confidenceText(decision.confidence_reason);
  const facts = [
    why !== null && { label: "Why", value: why.text },
    routing_strategy !== null && { label: "Strategy", value: routing_strategy.replaceAll("_", " ") },
    phase !== null && {
      label: "Led by",
      value: (
        <span className="flex items-center gap-2">
          <Badge tone="outline">{phaseLabel(phase)}</Badge> {phaseText(phase)}
        </span>
      ),
    },
    { label: "Chance", value: `${formatPercent(trace.propensity)} to be chosen` },
    confidence !== null && {
      label: "Confidence",
      value: `${confidence.toFixed(2)}${held === "" ? "" : `: ${held}`}. A rule of thumb, not a probability.`,
    },
    decision.exploration_rate_effective !== null && {
      label: "Exploration",
      value: `${formatPercent(decision.exploration_rate_effective)} of sessions go to another model than the best`,
    },
    evidence.samples !== null && {
      label: "Evidence",
      value: `${formatCount(evidence.samples)} scores${spread(evidence)}`,
    },
    {
      label: "Shared knowledge",
      value: decision.used_shared_pool_prior
        ? "Other organisations’ results were part of it"
        : "None of other organisations",
    },
    trace.snapshot_id !== null && {
      label: "Shared model",
      value: <CopyId id={trace.snapshot_id} label="Copy snapshot id" />,
    },
    trace.experiment_id !== null && {
      label: "Experiment",
      value: <CopyId id={trace.experiment_id} label="Copy experiment id" />,
    },
    {
      label: "Asked for",
      value: <span className="font-mono text-xs">{trace.requested_model ?? UNKNOWN}</span>,
    },
  ];
  return facts.filter((fact) => fact !== false);
}

function spread({ top2_score_gap: gap, outcome_variance: variance }: DecisionView["evidence"]): string {
  const parts = [
    gap === null ? null : `${(gap * 10).toFixed(2)} ahead of the next`,
    variance === null ? null : `variance ${variance}`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? "" : `, ${parts.join(", ")}`;
}
