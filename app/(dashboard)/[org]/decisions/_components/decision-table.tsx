"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { DataList } from "@/app/_components/data-table/data-list";
import { labelIn } from "@/app/_components/filter-chips";
import { useConsole } from "@/app/_components/shell/console-context";
import { useRequestFacets } from "@/app/_components/use-request-facets";
import { useTRPC } from "@/app/_lib/trpc/client";
import { urlRange } from "@/app/_lib/url-range";
import { decisionListInput, decisionPages, decisionsHref } from "../search-params";
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
  const { route: routes } = useRequestFacets(urlRange(params));
  const columns = useMemo(() => decisionColumns(labelIn(routes)), [routes]);
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items) ?? [], [list.data]);
  const openIndex = rows.findIndex((row) => row.request_id === params.decision);
  const goTo = (index: number) => {
    const row = rows[index];
    return row && (() => replaceParams({ decision: row.request_id }));
  };
  return (
    <>
      <DataList
        list={list}
        things="decisions"
        view={url.filters}
        empty={<DecisionsEmpty url={url} />}
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
      />
      <DecisionSheet
        requestId={params.decision}
        onClose={() => setParams({ decision: null })}
        onPrevious={goTo(openIndex - 1)}
        onNext={openIndex === -1 ? undefined : goTo(openIndex + 1)}
      />
    </>
  );
}
