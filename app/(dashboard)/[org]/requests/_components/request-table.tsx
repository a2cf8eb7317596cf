"use client";

import { useState } from "react";
import { DataList } from "@/app/_components/data-table/data-list";
import { RequestSheet } from "@/app/_components/request-sheet/request-sheet";
import { useConsole } from "@/app/_components/shell/console-context";
import { requestsHref } from "../search-params";
import type { RequestColumn } from "./request-columns";
import { RequestsEmpty } from "./requests-empty";
import { SelectionBar } from "./selection-bar";
import type { useRequestRows } from "./use-request-rows";
import type { RequestsUrl } from "./use-requests-url";

/** As many as the server reads at once. */
const SELECTED_MAX = 100;
const NONE: ReadonlySet<string> = new Set();

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
  const view = JSON.stringify([url.filters, params.sort]);
  // What was selected under other filters is out of sight.
  const [selection, setSelection] = useState({ view, ids: NONE });
  const selected = selection.view === view ? selection.ids : NONE;
  const setSelected = (ids: ReadonlySet<string>) => setSelection({ view, ids });
  const openIndex = rows.findIndex((row) => row.id === params.request);
  const goTo = (index: number) => {
    const row = rows[index];
    return row && (() => replaceParams({ request: row.id }));
  };
  return (
    <>
      <DataList
        list={list}
        things="requests"
        view={view}
        empty={<RequestsEmpty url={url} />}
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
        {...(may("evaluation:manage") && {
          selection: { ids: selected, onChange: setSelected, thing: "request", max: SELECTED_MAX },
        })}
      />
      {selected.size > 0 && <SelectionBar ids={selected} onClear={() => setSelected(NONE)} />}
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
