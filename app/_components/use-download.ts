"use client";

import { useState } from "react";
import { formatCount } from "@/app/_lib/format";
import { type FileColumn, type FileFormat, rowsText } from "@/app/_lib/rows-file";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";

export const DOWNLOAD_ROWS_MAX = 5_000;

const MEDIA_TYPES = { csv: "text/csv", jsonl: "application/x-ndjson" } as const satisfies Record<
  FileFormat,
  string
>;

export interface Download<Row> {
  /** Plural: “requests”. */
  things: string;
  columns: readonly FileColumn<Row>[];
  /** The most that one file holds. */
  rowsMax?: number;
  loadPage: (cursor: string | null) => Promise<{ items: Row[]; nextCursor: string | null }>;
}

/** Downloads a list page by page, up to a stated maximum. */
export function useDownload<Row>({ things, columns, rowsMax = DOWNLOAD_ROWS_MAX, loadPage }: Download<Row>) {
  const [isLoading, setIsLoading] = useState(false);

  const collect = async (): Promise<{ rows: Row[]; isCut: boolean }> => {
    const rows: Row[] = [];
    let cursor: string | null = null;
    do {
      const page = await loadPage(cursor);
      rows.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null && rows.length < rowsMax);
    return { rows, isCut: cursor !== null };
  };

  const run = async (format: FileFormat): Promise<void> => {
    setIsLoading(true);
    try {
      const { rows, isCut } = await collect();
      saveFile(
        rowsText(rows, columns, format),
        `floopy-${things.replaceAll(" ", "-")}.${format}`,
        MEDIA_TYPES[format],
      );
      toast.success(`${formatCount(rows.length)} ${things} downloaded`, {
        description: isCut ? `More match. A download holds ${formatCount(rowsMax)} at most.` : undefined,
      });
    } catch (error) {
      toast.error("The download failed", { description: shownError(error).message });
    } finally {
      setIsLoading(false);
    }
  };

  return { isLoading, onDownload: (format: FileFormat) => void run(format) };
}

/** Hands a text to the browser as a file to keep. */
export function saveFile(text: string, fileName: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
