"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { LockedFeature } from "@/app/_components/locked-feature";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { usePlan } from "@/app/_components/use-plan";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { entitled } from "@/server/contracts/plans";
import type { Route } from "@/server/contracts/routes";
import { CreateExperimentDialog } from "./create-experiment-dialog";
import { EndedExperiments } from "./ended-experiments";
import { RunningExperiment } from "./running-experiment";

const LISTED_MAX = 200;

/** This route against another one, on real sessions. */
export function ExperimentsSection({ route, routes }: { route: Route; routes: readonly Route[] }) {
  const { org, may } = useConsole();
  const plan = usePlan();
  const isIncluded = plan !== undefined && entitled(plan.id, "experiments");
  const list = useQuery({
    ...useTRPC().experiments.list.queryOptions({ orgSlug: org.slug, limit: LISTED_MAX }),
    enabled: isIncluded,
  });
  const [isCreating, setIsCreating] = useState(false);
  const rivals = routes.filter(({ id, projectId }) => id !== route.id && projectId === route.projectId);
  const ofRoute = (list.data?.items ?? []).filter(
    ({ variant_a_routing_rule_id: a, variant_b_routing_rule_id: b }) => a === route.id || b === route.id,
  );
  const running = ofRoute.find(({ status }) => status === "active");
  const nameOf = (id: string): string => routes.find((each) => each.id === id)?.name ?? "a deleted route";
  return (
    <Section
      title="Experiments"
      description="Sessions that call this route are split between it and another one, each staying on its side. If the other is worse beyond doubt, all go back by themselves."
      actions={
        list.data !== undefined &&
        running === undefined &&
        rivals.length > 0 &&
        may("experiment:manage") && (
          <Button size="sm" onClick={() => setIsCreating(true)}>
            New experiment…
          </Button>
        )
      }
    >
      <Card>
        {plan !== undefined && !isIncluded ? (
          <LockedFeature feature="experiments" title="Try a change on some of your users">
            Split real sessions between this route and a copy with another model or objective, watch NPS,
            success, cost and latency side by side with a test that may be looked at any time, then promote
            the better one or go back with one click.
          </LockedFeature>
        ) : list.data === undefined ? (
          list.isError ? (
            <QueryError query={list} title="The experiments could not be loaded" />
          ) : (
            <Loading label="Loading experiments…">
              <Skeleton className="m-4 h-16" />
            </Loading>
          )
        ) : (
          <>
            {running !== undefined && <RunningExperiment experiment={running} nameOf={nameOf} />}
            {ofRoute.length === 0 && (
              <p className="px-4 py-5 text-sm text-muted">
                {rivals.length === 0
                  ? "None yet. An experiment needs a second route in this project to compare with: create one first."
                  : "None yet. Compare this route with another one of the project."}
              </p>
            )}
            <EndedExperiments
              experiments={ofRoute.filter(({ status }) => status !== "active")}
              nameOf={nameOf}
            />
          </>
        )}
      </Card>
      <CreateExperimentDialog
        route={route}
        rivals={rivals}
        isOpen={isCreating}
        onClose={() => setIsCreating(false)}
      />
    </Section>
  );
}
