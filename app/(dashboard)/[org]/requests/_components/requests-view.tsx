"use client";

import { useMemo } from "react";
import { PageHeader } from "@/app/_components/page-header";
import { RangePicker } from "@/app/_components/range-picker";
import { REQUEST_RANGES } from "@/app/_components/request-ranges";
import { useRequestFacets } from "@/app/_components/use-request-facets";
import { urlRange } from "@/app/_lib/url-range";
import { useHotkeys } from "@/app/_lib/use-hotkeys";
import { FilterBar } from "./filter-bar";
import { HistogramPanel } from "./histogram-panel";
import { LiveToggle } from "./live-toggle";
import { requestColumns } from "./request-columns";
import { RequestTable } from "./request-table";
import { RequestsDownload } from "./requests-download";
import { ColumnMenu } from "./table-options";
import { useHiddenColumns } from "./use-hidden-columns";
import { useRequestRows } from "./use-request-rows";
import { useRequestsUrl } from "./use-requests-url";

export function RequestsView() {
  const url = useRequestsUrl();
  const { params, filters, setParams } = url;
  const canBeLive = params.sort === "newest" && typeof filters.range === "string";
  const rows = useRequestRows({ filters, sort: params.sort, canBeLive, isLiveWanted: params.live });
  const { hidden, setHidden } = useHiddenColumns();
  const { apiKey } = useRequestFacets(urlRange(params));
  const columns = useMemo(
    () => requestColumns((id) => apiKey.find((key) => key.value === id)?.label ?? id),
    [apiKey],
  );
  const toggleLive = () => setParams({ live: !params.live });
  useHotkeys({ l: () => canBeLive && toggleLive() });
  return (
    <>
      <PageHeader
        title="Requests"
        actions={
          <>
            <LiveToggle
              isLive={params.live && canBeLive}
              isPossible={canBeLive}
              isFailing={rows.isLiveFailing}
              onToggle={toggleLive}
            />
            <RangePicker presets={REQUEST_RANGES} range={urlRange(params)} onChange={setParams} />
            <ColumnMenu columns={columns} hidden={hidden} onHide={setHidden} />
            <RequestsDownload filters={filters} sort={params.sort} />
          </>
        }
      />
      <div className="flex shrink-0 flex-col gap-2 border-b border-default px-4 py-2 md:px-5">
        <FilterBar url={url} />
      </div>
      <HistogramPanel url={url} isLive={rows.isLive} />
      <RequestTable url={url} rows={rows} columns={columns} hidden={hidden} />
    </>
  );
}
