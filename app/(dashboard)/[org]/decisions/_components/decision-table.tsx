"use client";

import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { DataTable } from "@/app/_components/data-table/data-table";
import { RowsSkeleton } from "@/app/_components/data-table/rows-skeleton";
import { TableEnd } from "@/app/_components/data-table/table-end";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Loading } from "@/app/_ui/skeleton";
import { decisionListInput, decisionPages, decisionRangeOf, decisionsHref } from "../search-params";
import { decisionColumns } from "./decision-columns";
import { DecisionSheet } from "./decision-sheet";
import { DecisionsEmpty } from "./decisions-empty";
import type { DecisionsUrl } from "./use-decisions-url";

const NOTHING_HIDDEN = {};

/** The list and the sheet of the open decision, which steps through the list. */
export function DecisionTable({ url }: { url: DecisionsUrl }) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const { params, setParams, replaceParams } = url;
  const list = useInfiniteQuery(
    trpc.decisions.list.infiniteQueryOptions(decisionListInput(org.slug, url.filters), decisionPages),
  );
  const facets = useQuery({
    ...trpc.requests.facets.queryOptions({ orgSlug: org.slug, range: decisionRangeOf(params) }),
    staleTime: 60_000,
  });
  const routes = facets.data?.route;
  const columns = useMemo(
    () => decisionColumns((id) => routes?.find(({ value }) => value === id)?.label ?? id),
    [routes],
  );
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const openIndex = rows.findIndex((row) => row.request_id === params.decision);
  const goTo = (index: number) => {
    const row = rows[index];
    return row && (() => replaceParams({ decision: row.request_id }));
  };
  return (
    <>
      {list.isPending ? (
        <Loading label="Loading decisions…" className="min-h-0 grow overflow-hidden">
          <RowsSkeleton />
        </Loading>
      ) : list.isError && rows.length === 0 ? (
        <QueryError query={list} title="Your decisions could not be loaded" className="grow" />
      ) : rows.length === 0 ? (
        <div className="min-h-0 grow overflow-y-auto">
          <DecisionsEmpty url={url} />
        </div>
      ) : (
        <DataTable
          // Another view starts at its top, with nothing of the last one's scroll position or focus.
          key={JSON.stringify(url.filters)}
          label="Decisions"
          columns={columns}
          rows={rows}
          rowId={(row) => row.request_id}
          rowHref={(row) => decisionsHref(org.slug, { ...params, decision: row.request_id })}
          onOpen={(row) => setParams({ decision: row.request_id })}
          openId={params.decision}
          hidden={NOTHING_HIDDEN}
          sort="newest"
          onSort={() => undefined}
          onNearEnd={() => {
            if (list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError)
              void list.fetchNextPage();
          }}
          footer={<TableEnd list={list} things="decisions" />}
          className="grow"
        />
      )}
      <DecisionSheet
        requestId={params.decision}
        onClose={() => setParams({ decision: null })}
        onPrevious={goTo(openIndex - 1)}
        onNext={openIndex === -1 ? undefined : goTo(openIndex + 1)}
      />
    </>
  );
}
