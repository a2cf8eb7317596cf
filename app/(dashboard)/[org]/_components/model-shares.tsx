"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { SUMMARY_RANGE } from "./summary-range";
import { topShares } from "./top-shares";

const ROWS = ["a", "b", "c"] as const;

/** Which models were asked in the last day, each leading to its requests. */
export function ModelShares() {
  const { org } = useConsole();
  const facets = useQuery(
    useTRPC().requests.facets.queryOptions({ orgSlug: org.slug, range: SUMMARY_RANGE }),
  );
  return (
    <Section title="Models asked">
      <Card>
        {facets.data !== undefined ? (
          facets.data.model.length === 0 ? (
            <p className="px-4 py-8 text-center text-sm text-muted">None in the last 24 hours.</p>
          ) : (
            <ul className="space-y-px py-1.5">
              {topShares(facets.data.model).map((share) => (
                <li key={share.label}>
                  <Link
                    href={`/${org.slug}/requests?range=${SUMMARY_RANGE}&model=${encodeURIComponent(share.value)}`}
                    className="relative mx-1.5 flex h-8 items-center justify-between gap-3 rounded-md px-2.5 hover:bg-subtle"
                  >
                    <span
                      aria-hidden
                      className="absolute inset-y-0.5 left-0 rounded-sm bg-accent-subtle"
                      style={{ width: `${share.ofLargest * 100}%` }}
                    />
                    <span className="relative truncate font-mono text-xs text-emphasis">{share.label}</span>
                    <span className="relative text-muted tabular-nums">{formatCount(share.count)}</span>
                  </Link>
                </li>
              ))}
            </ul>
          )
        ) : facets.isError ? (
          <QueryError query={facets} title="The models could not be loaded" />
        ) : (
          <Loading label="Loading models…" className="space-y-4 p-4">
            {ROWS.map((row) => (
              <Skeleton key={row} className="w-full" />
            ))}
          </Loading>
        )}
      </Card>
    </Section>
  );
}
