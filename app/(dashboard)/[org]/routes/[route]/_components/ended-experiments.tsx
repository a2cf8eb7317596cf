"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { ExperimentView } from "@/server/contracts/experiments";
import { ExperimentResultsTable } from "./experiment-results";

export interface EndedExperimentsProps {
  experiments: readonly ExperimentView[];
  nameOf: (routeId: string) => string;
}

/** What was tried before, and how it ended. */
export function EndedExperiments({ experiments, nameOf }: EndedExperimentsProps) {
  if (experiments.length === 0) return null;
  return (
    <ul aria-label="Ended experiments" className="divide-y divide-subtle">
      {experiments.map((experiment) => (
        <EndedExperiment key={experiment.id} experiment={experiment} nameOf={nameOf} />
      ))}
    </ul>
  );
}

interface EndedExperimentProps {
  experiment: ExperimentView;
  nameOf: (routeId: string) => string;
}

function EndedExperiment({ experiment, nameOf }: EndedExperimentProps) {
  const [isOpen, setIsOpen] = useState(false);
  const endedAt = experiment.rolled_back_at ?? experiment.completed_at;
  return (
    <li>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
        <span className="text-emphasis">{experiment.name}</span>
        <Badge tone={experiment.status === "rolled_back" ? "warning" : "neutral"}>
          {endWords(experiment)}
        </Badge>
        <span className="text-muted">
          {nameOf(experiment.variant_a_routing_rule_id)} against{" "}
          {nameOf(experiment.variant_b_routing_rule_id)}
        </span>
        {endedAt !== null && <RelativeTime date={new Date(endedAt)} className="text-xs text-subtle" />}
        <Button
          size="sm"
          variant="ghost"
          className="ml-auto"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isOpen ? "Hide results" : "Results"}
        </Button>
      </div>
      {isOpen && <EndedResults experiment={experiment} nameOf={nameOf} />}
    </li>
  );
}

function EndedResults({ experiment, nameOf }: EndedExperimentProps) {
  const { org } = useConsole();
  const results = useQuery(
    useTRPC().experiments.results.queryOptions({ orgSlug: org.slug, experimentId: experiment.id }),
  );
  if (results.data === undefined) {
    if (results.isError) return <QueryError query={results} title="The results could not be loaded" />;
    return (
      <Loading label="Loading results…">
        <Skeleton className="m-4 h-20" />
      </Loading>
    );
  }
  const names = {
    a: nameOf(experiment.variant_a_routing_rule_id),
    b: nameOf(experiment.variant_b_routing_rule_id),
  };
  return <ExperimentResultsTable results={results.data} names={names} />;
}

function endWords({ status, end_reason }: ExperimentView): string {
  if (end_reason === "regression") return "rolled back by itself: B was worse";
  if (end_reason === "promoted") return "B promoted";
  return status === "rolled_back" ? "rolled back" : "ended";
}
