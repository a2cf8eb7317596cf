"use client";

import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatCount } from "@/app/_lib/format";
import { useTRPCClient } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";
import {
  REQUEST_PAGE_MAX,
  type RequestFiltersInput,
  type RequestRow,
  type RequestSort,
} from "@/server/contracts/requests";
import { type ExportFormat, exportText } from "./export-requests";

export const EXPORT_ROWS_MAX = 5_000;

const MEDIA_TYPES = { csv: "text/csv", jsonl: "application/x-ndjson" } as const satisfies Record<
  ExportFormat,
  string
>;

/** Downloads the rows of the current filters and order, up to a stated maximum. */
export function useExport(filters: RequestFiltersInput, sort: RequestSort) {
  const { org } = useConsole();
  const client = useTRPCClient();
  const [isExporting, setIsExporting] = useState(false);

  const collect = async (): Promise<{ rows: RequestRow[]; isCut: boolean }> => {
    const rows: RequestRow[] = [];
    let cursor: string | null = null;
    do {
      const input = { orgSlug: org.slug, ...filters, sort, cursor, limit: REQUEST_PAGE_MAX };
      const page: Awaited<ReturnType<typeof client.requests.list.query>> =
        await client.requests.list.query(input);
      rows.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null && rows.length < EXPORT_ROWS_MAX);
    return { rows, isCut: cursor !== null };
  };

  const run = async (format: ExportFormat): Promise<void> => {
    setIsExporting(true);
    try {
      const { rows, isCut } = await collect();
      save(exportText(rows, format), `floopy-requests.${format}`, MEDIA_TYPES[format]);
      toast.success(`${formatCount(rows.length)} requests downloaded`, {
        description: isCut
          ? `More match. A download holds ${formatCount(EXPORT_ROWS_MAX)} at most.`
          : undefined,
      });
    } catch (error) {
      toast.error("The download failed", { description: shownError(error).message });
    } finally {
      setIsExporting(false);
    }
  };

  return { isExporting, onExport: (format: ExportFormat) => void run(format) };
}

function save(text: string, fileName: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
