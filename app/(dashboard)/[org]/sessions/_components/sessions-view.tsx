"use client";

import { PageHeader } from "@/app/_components/page-header";
import { RangePicker } from "@/app/_components/range-picker";
import { REQUEST_RANGES } from "@/app/_components/request-ranges";
import { urlRange } from "@/app/_lib/url-range";
import { SessionFilterBar } from "./session-filter-bar";
import { SessionTable } from "./session-table";
import { useSessionsUrl } from "./use-sessions-url";

export function SessionsView() {
  const url = useSessionsUrl();
  return (
    <>
      <PageHeader
        title="Sessions"
        actions={
          <RangePicker presets={REQUEST_RANGES} range={urlRange(url.params)} onChange={url.setParams} />
        }
      />
      <div className="flex shrink-0 flex-col gap-2 border-b border-default px-4 py-2 md:px-5">
        <SessionFilterBar url={url} />
      </div>
      <SessionTable url={url} />
    </>
  );
}
