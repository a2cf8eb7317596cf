"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { RequestDetail } from "@/server/contracts/requests";
import { DecisionDetail } from "../decision/decision-detail";
import { selectionText } from "../decision/decision-texts";
import { QueryError } from "../query-error";
import { useConsole } from "../shell/console-context";
import { usePlan } from "../use-plan";

/** Which models could be chosen, how likely each was, and why this one was. */
export function DecisionPanel({ request: { id, decision } }: { request: RequestDetail }) {
  const { org } = useConsole();
  const query = useQuery({
    ...useTRPC().decisions.get.queryOptions({ orgSlug: org.slug, requestId: id }),
    enabled: decision !== null,
    // A stored decision never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (decision === null)
    return <p className="text-sm text-muted">No routing decision was made for this request.</p>;
  if (query.data !== undefined) {
    return (
      <>
        <DecisionDetail decision={query.data} />
        <Link
          href={`/${org.slug}/decisions?decision=${id}`}
          prefetch={false}
          className="mt-2 inline-block rounded-sm text-xs text-accent underline-offset-2 hover:underline"
        >
          Among the decisions
        </Link>
      </>
    );
  }
  if (!query.isError) {
    return (
      <Loading label="Loading decision…" className="space-y-3">
        <Skeleton className="w-5/6" />
        <Skeleton className="h-24 w-full" />
      </Loading>
    );
  }
  if (shownError(query.error).code !== "not_found")
    return <QueryError query={query} title="The decision could not be shown" />;
  return <OldDecision reason={decision.reason} />;
}

/** Past the time for which the plan explains decisions, the reason is still told. */
function OldDecision({ reason }: { reason: string }) {
  const plan = usePlan();
  return (
    <p className="text-sm text-default">
      {selectionText(reason)?.text}{" "}
      <span className="text-muted">
        {plan === undefined
          ? "What was weighed is not shown any more."
          : `What was weighed is shown for ${plan.decisionDays} days on the ${plan.name} plan.`}
      </span>
    </p>
  );
}
