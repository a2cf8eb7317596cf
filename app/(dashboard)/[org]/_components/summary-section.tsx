"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCost, formatCount, formatDuration, formatPercent, UNKNOWN } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { ButtonLink } from "@/app/_ui/button";
import { Card, Section } from "@/app/_ui/section";
import type { Summary } from "@/server/contracts/requests";
import { describeChange } from "./describe-change";
import { prepareSeries } from "./prepare-series";
import { SUMMARY_RANGE } from "./summary-range";
import { SummarySkeleton } from "./summary-skeleton";
import { SummaryTile, type SummaryTileProps } from "./summary-tile";

const REFRESH_MS = 10_000;

/** The last day in four figures, each leading to the rows behind it. */
export function SummarySection() {
  const { org } = useConsole();
  const summary = useQuery(
    useTRPC().requests.summary.queryOptions(
      { orgSlug: org.slug, range: SUMMARY_RANGE },
      { refetchInterval: REFRESH_MS },
    ),
  );
  const rowsHref = `/${org.slug}/requests?range=${SUMMARY_RANGE}`;
  return (
    <Section
      title="Last 24 hours"
      actions={
        <ButtonLink size="sm" href={rowsHref}>
          View requests
        </ButtonLink>
      }
    >
      <Card>
        {summary.data !== undefined ? (
          <div className="grid gap-px bg-(--border-default) grid-cols-2 lg:grid-cols-5">
            {tiles(summary.data, rowsHref).map((tile) => (
              <SummaryTile key={tile.label} {...tile} />
            ))}
          </div>
        ) : summary.isError ? (
          <QueryError query={summary} title="The summary could not be loaded" />
        ) : (
          <SummarySkeleton />
        )}
      </Card>
    </Section>
  );
}

function tiles(summary: Summary, rowsHref: string): SummaryTileProps[] {
  const { current, previous } = summary;
  return [
    {
      label: "Requests",
      value: formatCount(current.requests),
      note: describeChange(current.requests, previous?.requests),
      href: rowsHref,
      bars: prepareSeries(summary, (bucket) => bucket.requests),
      tone: "accent",
    },
    {
      label: "Cost",
      value: formatCost(current.costMicroUsd),
      note:
        current.unpricedRequests > 0
          ? `${formatCount(current.unpricedRequests)} of unknown price`
          : describeChange(current.costMicroUsd, previous?.costMicroUsd),
      href: `${rowsHref}&sort=costliest`,
      bars: prepareSeries(summary, (bucket) => bucket.costMicroUsd),
      tone: "accent",
    },
    {
      label: "Errors",
      value: formatPercent(current.errorRate),
      note: `${formatCount(current.errors)} of ${formatCount(current.requests)}`,
      href: `${rowsHref}&status=error`,
      bars: prepareSeries(summary, (bucket) => bucket.errors),
      tone: "error",
    },
    {
      label: "Latency, p95",
      value: formatDuration(current.p95LatencyMs),
      note: current.p50LatencyMs === null ? UNKNOWN : `median ${formatDuration(current.p50LatencyMs)}`,
      href: `${rowsHref}&sort=slowest`,
      bars: prepareSeries(summary, (bucket) => bucket.p95LatencyMs),
      tone: "accent",
    },
    {
      label: "Saved by the cache",
      value: formatCost(current.savedMicroUsd),
      note: describeHits(current),
      href: `${rowsHref}&cacheStatus=hit-exact,hit-semantic`,
      bars: prepareSeries(summary, (bucket) => bucket.savedMicroUsd),
      tone: "accent",
      isWide: true,
    },
  ];
}

/** Of the requests that looked into the cache, how many it answered. */
function describeHits({ cacheHits, cacheMisses }: Summary["current"]): string {
  const looked = cacheHits + cacheMisses;
  if (looked === 0) return "not used";
  return `${formatPercent(cacheHits / looked)} of ${formatCount(looked)} answered from it`;
}
