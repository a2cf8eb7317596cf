"use client";

import type { RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { Loading } from "@/app/_ui/skeleton";
import { QueryError } from "../query-error";
import { DataTable, type DataTableProps } from "./data-table";
import { RowsSkeleton } from "./rows-skeleton";
import { TableEnd } from "./table-end";

/** Of an infinite query, whatever its pages are. */
interface PagedQuery {
  isPending: boolean;
  isError: boolean;
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  isFetchNextPageError: boolean;
  fetchNextPage: () => unknown;
}

export interface DataListProps<Data extends RowData, Sort extends string>
  extends Omit<DataTableProps<Data, Sort>, "footer" | "onNearEnd" | "className"> {
  list: PagedQuery;
  /** Plural: “requests”. */
  things: string;
  /** Filters and order: another view starts at its top, with nothing of the last one’s scroll position or focus. */
  view: unknown;
  empty: ReactNode;
}

/** A table of pages that come as they are needed, in its four states. */
export function DataList<Data extends RowData, Sort extends string>({
  list,
  things,
  view,
  empty,
  ...table
}: DataListProps<Data, Sort>) {
  if (list.isPending)
    return (
      <Loading label={`Loading ${things}…`} className="min-h-0 grow overflow-hidden">
        <RowsSkeleton />
      </Loading>
    );
  if (table.rows.length === 0)
    return list.isError ? (
      <QueryError query={list} title={`Your ${things} could not be loaded`} className="grow" />
    ) : (
      <div className="min-h-0 grow overflow-y-auto">{empty}</div>
    );
  return (
    <DataTable
      key={JSON.stringify(view)}
      {...table}
      onNearEnd={() => {
        if (list.hasNextPage && !list.isFetchingNextPage && !list.isFetchNextPageError)
          void list.fetchNextPage();
      }}
      footer={<TableEnd list={list} things={things} />}
      className="grow"
    />
  );
}
