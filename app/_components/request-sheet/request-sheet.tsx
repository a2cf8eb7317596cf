"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Callout } from "@/app/_ui/callout";
import { CopyButton } from "@/app/_ui/copy";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { Tab, Tabs, TabsList, TabsPanel } from "@/app/_ui/tabs";
import type { RequestDetail } from "@/server/contracts/requests";
import { AddToDatasetButton } from "../add-to-dataset/add-to-dataset-button";
import { DetailSheet, SheetBar } from "../detail-sheet";
import { QueryError } from "../query-error";
import { useConsole } from "../shell/console-context";
import { DetailsPanel, type RowsHref } from "./details-panel";
import { errorHint } from "./error-hints";
import { MessagesPanel } from "./messages-panel";
import { QualityPanel } from "./quality-panel";
import { RawPanel } from "./raw-panel";
import { requestCurl } from "./request-curl";
import { REQUEST_TABS, type RequestTab } from "./request-tabs";
import { SheetSummary } from "./sheet-summary";
import { TracePanel } from "./trace-panel";

export interface RequestSheetProps {
  /** Null closes the sheet. */
  requestId: string | null;
  tab: RequestTab;
  onTab: (tab: RequestTab) => void;
  onClose: () => void;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
  rowsHref: RowsHref;
}

/** Everything kept of one request, beside a list that stays usable. */
export function RequestSheet(props: RequestSheetProps) {
  const { requestId, onClose } = props;
  return (
    <DetailSheet isOpen={requestId !== null} label="Open request" onClose={onClose}>
      {requestId !== null && <OpenRequest {...props} requestId={requestId} />}
    </DetailSheet>
  );
}

function OpenRequest({ requestId, onPrevious, onNext, ...rest }: RequestSheetProps & { requestId: string }) {
  const { org, origin } = useConsole();
  const query = useQuery({
    ...useTRPC().requests.get.queryOptions({ orgSlug: org.slug, id: requestId }),
    // A stored request never changes.
    staleTime: Number.POSITIVE_INFINITY,
  });
  const curl = query.data ? requestCurl(origin, query.data) : null;
  return (
    <>
      <SheetBar
        thing="Request"
        id={requestId}
        actions={
          <>
            {query.data?.purpose === null && <AddToDatasetButton requestId={requestId} isIconOnly />}
            {curl !== null && <CopyButton text={curl} label="Copy as curl" isLabelled />}
          </>
        }
        onPrevious={onPrevious}
        onNext={onNext}
      />
      {query.data ? (
        <RequestBody request={query.data} {...rest} />
      ) : query.isError ? (
        <QueryError query={query} title="This request could not be shown" />
      ) : (
        <SheetSkeleton />
      )}
    </>
  );
}

const TAB_LABELS: Readonly<Record<RequestTab, string>> = {
  messages: "Messages",
  trace: "Trace",
  quality: "Quality",
  details: "Details",
  raw: "Raw",
};

type RequestBodyProps = Pick<RequestSheetProps, "tab" | "onTab" | "rowsHref"> & { request: RequestDetail };

function RequestBody({ request, tab, onTab, rowsHref }: RequestBodyProps) {
  return (
    <div className="flex min-h-0 grow flex-col overflow-y-auto">
      <SheetSummary request={request} />
      {request.errorMessage !== null && (
        <div className="px-4 pt-3 pb-1 md:px-5">
          <Callout tone={request.status === "error" ? "error" : "warning"}>
            <p>
              {request.errorMessage}{" "}
              {request.errorCode !== null && <code className="font-mono text-xs">{request.errorCode}</code>}
            </p>
            {errorHint(request.errorCode) !== null && (
              <p className="mt-1 text-muted">{errorHint(request.errorCode)}</p>
            )}
          </Callout>
        </div>
      )}
      <Tabs value={tab} onValueChange={(next: RequestTab) => onTab(next)} className="grow">
        <TabsList className="sticky top-0 z-sticky bg-surface px-4 md:px-5">
          {REQUEST_TABS.map((id) => (
            <Tab key={id} value={id}>
              {TAB_LABELS[id]}
            </Tab>
          ))}
        </TabsList>
        <TabsPanel value="messages" className="px-4 pb-8 md:px-5">
          <MessagesPanel request={request} />
        </TabsPanel>
        <TabsPanel value="trace" className="px-4 pb-8 md:px-5">
          <TracePanel request={request} />
        </TabsPanel>
        <TabsPanel value="quality" className="px-4 pb-8 md:px-5">
          <QualityPanel request={request} />
        </TabsPanel>
        <TabsPanel value="details" className="px-4 pb-8 md:px-5">
          <DetailsPanel request={request} rowsHref={rowsHref} />
        </TabsPanel>
        <TabsPanel value="raw" className="px-4 pb-8 md:px-5">
          <RawPanel request={request} />
        </TabsPanel>
      </Tabs>
    </div>
  );
}

const LINES = ["w-2/3", "w-full", "w-5/6", "w-1/2", "w-3/4"] as const;

function SheetSkeleton() {
  return (
    <Loading label="Loading request…">
      <div className="border-b border-default px-5 py-3">
        <Skeleton className="my-1 w-48" />
        <div className="mt-3 grid grid-cols-4 gap-4">
          {LINES.slice(1).map((line) => (
            <Skeleton key={line} className="h-9 w-20" />
          ))}
        </div>
      </div>
      <div className="h-9 border-b border-default" />
      <div className="space-y-3 px-5 py-5">
        {LINES.map((line) => (
          <Skeleton key={line} className={line} />
        ))}
      </div>
    </Loading>
  );
}
