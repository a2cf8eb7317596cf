"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { phaseLabel } from "@/app/_components/decision/decision-texts";
import { ScoreInterval } from "@/app/_components/decision/score-interval";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatPercent, UNKNOWN } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Badge } from "@/app/_ui/badge";
import { ButtonLink } from "@/app/_ui/button";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { Route } from "@/server/contracts/routes";

const ROUTES_MAX = 3;

/** Which model each route that learns prefers now, and who says so. */
export function RoutesLearned() {
  const { org } = useConsole();
  const routes = useQuery(useTRPC().routes.list.queryOptions({ orgSlug: org.slug }));
  const learning = routes.data?.items.filter(({ strategy }) => strategy === "feedback_driven") ?? [];
  return (
    <Section
      title="What routes have learned"
      actions={
        <ButtonLink size="sm" href={`/${org.slug}/routes`}>
          View routes
        </ButtonLink>
      }
    >
      <Card>
        {routes.isError ? (
          <QueryError query={routes} title="The routes could not be loaded" />
        ) : routes.data === undefined ? (
          <Loading label="Loading routes…">
            <Skeleton className="m-4 h-16" />
          </Loading>
        ) : learning.length === 0 ? (
          <p className="px-4 py-6 text-sm text-muted">
            No route learns from your users. Choose the strategy Feedback-driven on one.
          </p>
        ) : (
          <ul className="divide-y divide-(--border-default)">
            {learning.slice(0, ROUTES_MAX).map((route) => (
              <LearnedRoute key={route.id} route={route} />
            ))}
          </ul>
        )}
      </Card>
    </Section>
  );
}

/** Of the task that it is asked for most. */
function LearnedRoute({ route }: { route: Route }) {
  const { org } = useConsole();
  const learning = useQuery(useTRPC().learning.route.queryOptions({ orgSlug: org.slug, routeId: route.id }));
  const { data } = learning;
  const best = data?.candidates.find(({ is_best }) => is_best);
  return (
    <li className="px-4 py-3">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Link
          href={`/${org.slug}/routes/${route.id}`}
          className="font-medium text-emphasis hover:underline hover:underline-offset-4"
        >
          {route.name}
        </Link>
        {route.pinnedCandidateId !== null && <Badge tone="warning">pinned</Badge>}
        {data !== undefined && (
          <>
            <span className="text-muted">on {data.category.replaceAll("_", " ")}, led by</span>
            <Badge tone="outline">{phaseLabel(data.phase)}</Badge>
          </>
        )}
      </p>
      {learning.isError ? (
        <QueryError query={learning} title="What it has learned could not be loaded" />
      ) : data === undefined ? (
        <Skeleton className="mt-2 h-5 w-full" />
      ) : best === undefined ? (
        <p className="mt-1 text-xs text-subtle">It has no models yet.</p>
      ) : (
        <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-xs text-muted">
          <span className="truncate font-mono text-emphasis">
            {best.provider}/{best.model}
          </span>
          <ScoreInterval quality={best.quality} low={best.low} high={best.high} isBest />
          <span className="tabular-nums">
            {data.candidates.length === 1 ? UNKNOWN : `gets ${formatPercent(best.propensity)} of sessions`}
          </span>
        </div>
      )}
    </li>
  );
}
