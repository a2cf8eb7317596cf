import { formatPercent } from "@/app/_lib/format";
import { Badge } from "@/app/_ui/badge";
import { cn } from "@/app/_ui/cn";
import type { DecisionCandidate, RequestDetail } from "@/server/contracts/requests";
import { servedModel } from "../served-model";

const REASONS: Readonly<Record<string, string>> = {
  requested_model: "The request named this model.",
  requested_list: "The request named several models to try in order.",
  pinned: "The route is pinned to this model.",
  pin_unavailable: "The pinned model could not be used, so another one was chosen.",
  position: "It stands first in the route.",
  weighted_session: "Drawn by weight, the same for every request of this session.",
  weighted_request: "Drawn by weight for this request.",
  round_robin: "It was this model’s turn.",
  lowest_latency: "It has been the fastest lately.",
  cache_hit: "It was answered from the cache, so no model was chosen. This model gave the original.",
  learned_best: "The learner expects users to like it best for what it costs.",
  learned_exploration: "Tried although another one is expected to do better, so that more is learned.",
  session_kept: "The session already had it, and no other is better by enough to change.",
  only_candidate: "It was the only model that could be used.",
  disabled: "switched off in the route",
  zero_weight: "has weight 0",
  provider_not_connected: "its provider is not connected",
  without_history: "cannot go on with what the request refers to",
  model_not_allowed: "this key may not use it",
  provider_unavailable: "its provider is failing",
};

/** Which models could be chosen, how likely each was, and why this one was. */
export function DecisionPanel({ request: { decision, model, provider } }: { request: RequestDetail }) {
  if (decision === null)
    return <p className="text-sm text-muted">No routing decision was made for this request.</p>;
  return (
    <>
      <p className="text-sm text-default">
        {REASONS[decision.reason] ?? decision.reason}{" "}
        <span className="inline-flex gap-1.5 align-middle">
          <Badge tone="outline">{decision.strategy.replaceAll("_", " ")}</Badge>
          <Badge tone="outline">phase {decision.phase}</Badge>
        </span>
      </p>
      {decision.candidates.length > 0 && (
        <ul className="mt-3 space-y-1.5">
          {decision.candidates.map((candidate) => (
            <CandidateRow
              key={`${candidate.provider}/${candidate.model}`}
              candidate={candidate}
              isServed={candidate.model === model && candidate.provider === provider}
            />
          ))}
        </ul>
      )}
      {decision.filtered.length > 0 && (
        <ul aria-label="Not considered" className="mt-3 space-y-1 text-xs text-muted">
          {decision.filtered.map((candidate) => (
            <li key={`${candidate.provider}/${candidate.model}`}>
              <span className="font-mono">{nameOf(candidate)}</span> was left out:{" "}
              {REASONS[candidate.reason ?? ""] ?? candidate.reason ?? "no reason recorded"}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function CandidateRow({ candidate, isServed }: { candidate: DecisionCandidate; isServed: boolean }) {
  return (
    <li className="grid grid-cols-[minmax(0,14rem)_1fr_3.5rem] items-center gap-3 text-xs max-sm:grid-cols-[minmax(0,9rem)_1fr_3rem]">
      <span className="flex min-w-0 items-center gap-2">
        <span
          title={nameOf(candidate)}
          className={cn("truncate font-mono", isServed ? "text-emphasis" : "text-muted")}
        >
          {nameOf(candidate)}
        </span>
        {isServed && (
          <Badge tone="success" className="max-sm:hidden">
            answered
          </Badge>
        )}
      </span>
      <span aria-hidden className="h-1.5 rounded-full bg-muted">
        <span
          className={cn("block h-full rounded-full", isServed ? "bg-accent-solid" : "bg-neutral-solid")}
          style={{ width: `${Math.min(Math.max(candidate.propensity ?? 0, 0), 1) * 100}%` }}
        />
      </span>
      <span className="text-right text-muted tabular-nums" title="Probability with which it was to be chosen">
        {formatPercent(candidate.propensity)}
      </span>
    </li>
  );
}

function nameOf(candidate: DecisionCandidate): string {
  return servedModel(candidate) ?? candidate.model;
}
