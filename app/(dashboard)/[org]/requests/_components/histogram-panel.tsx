"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { prepareHistogram } from "@/app/_charts/prepare-histogram";
import { RequestHistogram } from "@/app/_charts/request-histogram";
import { formatStep } from "@/app/_charts/time-axis";
import { useTimeZone } from "@/app/_charts/use-time-zone";
import { REQUEST_STATUS_LOOK } from "@/app/_components/request-status";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Button } from "@/app/_ui/button";
import { HistogramSkeleton } from "./requests-skeleton";
import type { RequestsUrl } from "./use-requests-url";

const LIVE_INTERVAL_MS = 5_000;

/** Requests of the view over time; a stretch becomes the range, a status in the legend a filter. */
export function HistogramPanel({ url, isLive }: { url: RequestsUrl; isLive: boolean }) {
  const { org } = useConsole();
  const timeZone = useTimeZone();
  const query = useQuery({
    ...useTRPC().requests.histogram.queryOptions({ orgSlug: org.slug, ...url.filters }),
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? LIVE_INTERVAL_MS : false,
  });
  const histogram = useMemo(
    () => query.data && prepareHistogram(query.data, timeZone),
    [query.data, timeZone],
  );
  if (histogram === undefined) {
    return query.isError ? (
      <HistogramError error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <HistogramSkeleton />
    );
  }
  return (
    <div className="shrink-0 border-b border-default px-4 pt-2 pb-1 md:px-5">
      <div className="flex h-6 items-center gap-3 text-xs text-muted">
        <p>
          <span className="font-semibold text-emphasis tabular-nums">{formatCount(histogram.total)}</span>{" "}
          {histogram.total === 1 ? "request" : "requests"}
        </p>
        {histogram.statuses.map((status) => (
          <button
            key={status}
            type="button"
            aria-label={`Show only ${REQUEST_STATUS_LOOK[status].label}`}
            onClick={() => url.setParams({ status: [status] })}
            className="flex min-h-6 items-center gap-1.5 rounded-sm hover:text-emphasis"
          >
            <svg aria-hidden="true" className="size-2">
              <rect width="8" height="8" rx="2" className={REQUEST_STATUS_LOOK[status].fill} />
            </svg>
            {REQUEST_STATUS_LOOK[status].label}
          </button>
        ))}
        {histogram.peak > 0 && (
          <p className="ml-auto text-subtle tabular-nums max-sm:hidden">
            peak {formatCount(histogram.peak)} per {formatStep(histogram.bucketMs)}
          </p>
        )}
      </div>
      <RequestHistogram
        histogram={histogram}
        onSelect={({ from, to }) => url.setParams({ from, to, live: null })}
        className="mt-1"
      />
    </div>
  );
}

function HistogramError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="flex items-center gap-3 border-b border-default px-4 py-3 text-sm text-muted md:px-5"
    >
      The histogram could not be loaded. {shownError(error).message}
      <Button size="sm" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}
