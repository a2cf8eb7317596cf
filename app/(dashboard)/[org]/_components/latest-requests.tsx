"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { QueryError } from "@/app/_components/query-error";
import { RequestCost } from "@/app/_components/request-cost";
import { REQUEST_STATUS_LOOK } from "@/app/_components/request-status";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatDuration, UNKNOWN } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { StatusDot } from "@/app/_ui/badge";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { RequestRow } from "@/server/contracts/requests";
import { LATEST_REQUESTS } from "./summary-range";

const REFRESH_MS = 5_000;
const SKELETON_ROWS = ["a", "b", "c", "d", "e", "f", "g", "h"] as const;

/** The newest rows, kept fresh; each opens its request. */
export function LatestRequests() {
  const { org } = useConsole();
  const latest = useQuery(
    useTRPC().requests.list.queryOptions(
      { orgSlug: org.slug, ...LATEST_REQUESTS },
      { refetchInterval: REFRESH_MS },
    ),
  );
  return (
    <Section title="Latest requests">
      <Card>
        {latest.data !== undefined ? (
          latest.data.items.length === 0 ? (
            <p className="px-4 py-8 text-center text-sm text-muted">No requests in the last 24 hours.</p>
          ) : (
            <ul className="divide-y divide-subtle">
              {latest.data.items.map((row) => (
                <LatestRow key={row.id} row={row} href={`/${org.slug}/requests?request=${row.id}`} />
              ))}
            </ul>
          )
        ) : latest.isError ? (
          <QueryError query={latest} title="The latest requests could not be loaded" />
        ) : (
          <Loading label="Loading requests…" className="divide-y divide-subtle">
            {SKELETON_ROWS.map((row) => (
              <div key={row} className="flex h-9 items-center gap-6 px-4">
                <Skeleton className="w-16" />
                <Skeleton className="w-36" />
                <Skeleton className="ml-auto w-20" />
              </div>
            ))}
          </Loading>
        )}
      </Card>
    </Section>
  );
}

function LatestRow({ row, href }: { row: RequestRow; href: string }) {
  const look = REQUEST_STATUS_LOOK[row.status];
  return (
    <li>
      <Link
        href={href}
        className="grid h-9 grid-cols-[6rem_minmax(0,1fr)_auto] items-center gap-3 px-4 text-sm transition-colors duration-120 hover:bg-subtle sm:grid-cols-[6rem_minmax(0,1fr)_6rem_5rem_6rem]"
      >
        <span className="flex items-center gap-2 text-muted">
          <StatusDot tone={look.tone} />
          {look.label}
        </span>
        <span className="truncate font-mono text-xs text-emphasis">{modelName(row)}</span>
        <span className="text-right text-muted tabular-nums max-sm:hidden">
          <RequestCost request={row} />
        </span>
        <span className="text-right text-muted tabular-nums max-sm:hidden">
          {formatDuration(row.latencyMs)}
        </span>
        <RelativeTime date={row.createdAt} className="text-right text-subtle" />
      </Link>
    </li>
  );
}

/** The model that answered with its provider, else the one that was asked for. */
function modelName(row: RequestRow): string {
  return row.provider !== null && row.model !== null
    ? `${row.provider}/${row.model}`
    : (row.requestedModel ?? UNKNOWN);
}
