"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { AuditDownload } from "./audit-download";
import { AuditFilterBar } from "./audit-filter-bar";
import { AuditRow } from "./audit-row";
import { ChainSection } from "./chain-section";
import { useAuditFilters } from "./use-audit-filters";

/** Who changed what, and the proof that nobody changed it afterwards. */
export function AuditSettings() {
  return (
    <div className="space-y-10">
      <Section
        title="Audit log"
        description="Every change in this organisation, in a chain that shows if one was altered or taken out."
        actions={<AuditDownload />}
      >
        <AuditFilterBar />
        <AuditList />
      </Section>
      <ChainSection />
    </div>
  );
}

function AuditList() {
  const { org } = useConsole();
  const { input, isFiltered, clear } = useAuditFilters();
  const audit = useInfiniteQuery(
    useTRPC().audit.list.infiniteQueryOptions(
      { orgSlug: org.slug, ...input },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  if (audit.data === undefined) {
    if (audit.isError) return <QueryError query={audit} title="The audit log could not be loaded" />;
    return (
      <Loading className="space-y-3">
        <Skeleton className="h-10 w-full" />
        <Skeleton className="h-10 w-full" />
        <Skeleton className="h-10 w-full" />
      </Loading>
    );
  }
  const items = audit.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return (
      <Card>
        <EmptyState
          icon={<ScrollText aria-hidden />}
          title={isFiltered ? "Nothing matches" : "Nothing has changed yet"}
          description={
            isFiltered
              ? "No entry of the log fits these filters."
              : "Keys, members, routes, policies: each change appears here."
          }
          action={isFiltered && <Button onClick={clear}>Clear filters</Button>}
        />
      </Card>
    );
  return (
    <>
      <Card>
        <ol className="divide-y divide-subtle">
          {items.map((entry) => (
            <AuditRow key={entry.id} entry={entry} />
          ))}
        </ol>
      </Card>
      {audit.hasNextPage && (
        <Button
          className="mt-3"
          isLoading={audit.isFetchingNextPage}
          onClick={() => void audit.fetchNextPage()}
        >
          Show older
        </Button>
      )}
    </>
  );
}
