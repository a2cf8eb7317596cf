"use client";

import { DownloadMenu } from "@/app/_components/download-menu";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPCClient } from "@/app/_lib/trpc/client";
import { REQUEST_PAGE_MAX, type RequestFiltersInput, type RequestSort } from "@/server/contracts/requests";
import { REQUEST_FILE_COLUMNS } from "./export-requests";

/** The requests of the current filters and order. */
export function RequestsDownload({ filters, sort }: { filters: RequestFiltersInput; sort: RequestSort }) {
  const { org } = useConsole();
  const client = useTRPCClient();
  return (
    <DownloadMenu
      things="requests"
      columns={REQUEST_FILE_COLUMNS}
      loadPage={(cursor) =>
        client.requests.list.query({ orgSlug: org.slug, ...filters, sort, cursor, limit: REQUEST_PAGE_MAX })
      }
    />
  );
}
