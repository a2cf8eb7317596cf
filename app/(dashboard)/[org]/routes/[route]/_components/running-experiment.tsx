"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge, StatusDot } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { ConfirmDialog } from "@/app/_ui/confirm-dialog";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { ExperimentView } from "@/server/contracts/experiments";
import { ExperimentResultsTable } from "./experiment-results";
import { type Ending, useEndExperiment } from "./use-end-experiment";

const REFRESH_MS = 15_000;

export interface RunningExperimentProps {
  experiment: ExperimentView;
  nameOf: (routeId: string) => string;
}

/** How both sides do now, and the ways to end it. */
export function RunningExperiment({ experiment, nameOf }: RunningExperimentProps) {
  const { org } = useConsole();
  const results = useQuery(
    useTRPC().experiments.results.queryOptions(
      { orgSlug: org.slug, experimentId: experiment.id },
      { refetchInterval: REFRESH_MS },
    ),
  );
  const [a, b] = [experiment.variant_a_routing_rule_id, experiment.variant_b_routing_rule_id];
  return (
    <section aria-label={`Experiment ${experiment.name}`} className="border-b border-subtle last:border-b-0">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
        <span className="font-semibold text-emphasis">{experiment.name}</span>
        <Badge tone="accent" icon={<StatusDot tone="accent" isLive />}>
          running
        </Badge>
        <span className="text-muted">
          {experiment.split_percentage} % of the sessions of {nameOf(a)} go to {nameOf(b)}, started{" "}
          <RelativeTime date={new Date(experiment.created_at)} />
        </span>
        <Link
          href={`/${org.slug}/decisions?${new URLSearchParams({ experimentId: experiment.id, range: "7d" })}`}
          prefetch={false}
          className="rounded-sm text-accent underline-offset-2 hover:underline"
        >
          Its decisions
        </Link>
        <EndButtons experiment={experiment} nameOf={nameOf} isBetter={results.data?.winner === "B"} />
      </div>
      {experiment.description !== null && experiment.description !== "" && (
        <p className="px-4 pb-3 text-sm text-muted">{experiment.description}</p>
      )}
      {results.data !== undefined ? (
        <ExperimentResultsTable results={results.data} names={{ a: nameOf(a), b: nameOf(b) }} />
      ) : results.isError ? (
        <QueryError query={results} title="The results could not be loaded" />
      ) : (
        <Loading label="Loading results…">
          <Skeleton className="m-4 h-20" />
        </Loading>
      )}
    </section>
  );
}

/** What is promoted stands out only once it is better. */
function EndButtons({ experiment, nameOf, isBetter }: RunningExperimentProps & { isBetter: boolean }) {
  const { may } = useConsole();
  const [asked, setAsked] = useState<Ending | null>(null);
  const { end, isPending, error, reset } = useEndExperiment(experiment.id, () => setAsked(null));
  const [a, b] = [nameOf(experiment.variant_a_routing_rule_id), nameOf(experiment.variant_b_routing_rule_id)];
  if (!may("experiment:manage")) return null;
  const questions = {
    roll_back: {
      title: "Roll back?",
      text: `All sessions take ${a} again. Both routes stay as they are.`,
      label: "Roll back",
    },
    promote: {
      title: `Promote ${b}?`,
      text: `${a} gets the models, strategy and settings of ${b} and keeps its name. What it was before is not kept.`,
      label: "Promote",
    },
    end: {
      title: "End the experiment?",
      text: `All sessions take ${a} again, and the results are kept as they stand.`,
      label: "End experiment",
    },
  } as const;
  const question = asked === null ? null : questions[asked];
  return (
    <span className="ml-auto flex flex-wrap gap-2">
      <Button size="sm" onClick={() => setAsked("roll_back")}>
        Roll back…
      </Button>
      <Button size="sm" onClick={() => setAsked("end")}>
        End…
      </Button>
      <Button size="sm" variant={isBetter ? "primary" : "secondary"} onClick={() => setAsked("promote")}>
        Promote {b}…
      </Button>
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={(isOpen) => {
          if (isOpen) return;
          reset();
          setAsked(null);
        }}
        title={question?.title ?? ""}
        description={question?.text ?? ""}
        confirmLabel={question?.label ?? ""}
        isPending={isPending}
        error={error}
        onConfirm={() => asked !== null && end(asked)}
      />
    </span>
  );
}
