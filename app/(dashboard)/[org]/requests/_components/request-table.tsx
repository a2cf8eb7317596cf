"use client";

import { useState } from "react";
import { DataTable } from "@/app/_components/data-table/data-table";
import { RowsSkeleton } from "@/app/_components/data-table/rows-skeleton";
import { TableEnd } from "@/app/_components/data-table/table-end";
import { QueryError } from "@/app/_components/query-error";
import { RequestSheet } from "@/app/_components/request-sheet/request-sheet";
import { useConsole } from "@/app/_components/shell/console-context";
import { Loading } from "@/app/_ui/skeleton";
import { requestsHref } from "../search-params";
import type { RequestColumn } from "./request-columns";
import { RequestsEmpty } from "./requests-empty";
import { SelectionBar } from "./selection-bar";
import type { useRequestRows } from "./use-request-rows";
import type { RequestsUrl } from "./use-requests-url";

/** As many as the server reads at once. */
const SELECTED_MAX = 100;

export interface RequestTableProps {
  url: RequestsUrl;
  rows: ReturnType<typeof useRequestRows>;
  columns: readonly RequestColumn[];
  hidden: Readonly<Record<string, boolean>>;
}

/** The list and the sheet of the open request, which steps through the list. */
export function RequestTable({ url, rows: { list, rows, freshIds }, columns, hidden }: RequestTableProps) {
  const { org, may } = useConsole();
  const { params, setParams, replaceParams } = url;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const openIndex = rows.findIndex((row) => row.id === params.request);
  const goTo = (index: number) => {
    const row = rows[index];
    return row && (() => replaceParams({ request: row.id }));
  };
  return (
    <>
      {list.isPending ? (
        <Loading label="Loading requests…" className="min-h-0 grow overflow-hidden">
          <RowsSkeleton />
        </Loading>
      ) : list.isError && rows.length === 0 ? (
        <QueryError query={list} title="Your requests could not be loaded" className="grow" />
      ) : rows.length === 0 ? (
        <div className="min-h-0 grow overflow-y-auto">
          <RequestsEmpty url={url} />
        </div>
      ) : (
        <DataTable
          // Another view starts at its top, with nothing of the last one's scroll position or focus.
          key={JSON.stringify([url.filters, params.sort])}
          label="Requests"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowHref={(row) => requestsHref(org.slug, { ...params, request: row.id })}
          onOpen={(row) => setParams({ request: row.id })}
          openId={params.request}
          isNew={(row) => freshIds.has(row.id)}
          hidden={hidden}
          sort={params.sort}
          onSort={(sort) => setParams({ sort })}
          onNearEnd={() => {
            if (list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError)
              void list.fetchNextPage();
          }}
          {...(may("evaluation:manage") && {
            selection: { ids: selected, onChange: setSelected, thing: "request", max: SELECTED_MAX },
          })}
          footer={<TableEnd list={list} things="requests" />}
          className="grow"
        />
      )}
      {selected.size > 0 && <SelectionBar ids={selected} onClear={() => setSelected(new Set())} />}
      <RequestSheet
        requestId={params.request}
        tab={params.tab}
        onTab={(tab) => replaceParams({ tab })}
        rowsHref={(filter) =>
          requestsHref(org.slug, { range: params.range, from: params.from, to: params.to, ...filter })
        }
        onClose={() => setParams({ request: null, tab: null })}
        onPrevious={goTo(openIndex - 1)}
        onNext={openIndex === -1 ? undefined : goTo(openIndex + 1)}
      />
    </>
  );
}
