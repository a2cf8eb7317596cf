"use client";

import { useState } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { saveFile } from "@/app/_components/use-download";
import { formatCount } from "@/app/_lib/format";
import { useTRPCClient } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { toast } from "@/app/_ui/toast";
import { END_USER_RECORDS, type EndUserExportPage } from "@/server/contracts/end-user-export";

type Items = EndUserExportPage["items"];

/** Downloads everything that a project holds of one end user, as one JSON file. */
export function useEndUserExport(projectId: string) {
  const { org } = useConsole();
  const client = useTRPCClient();
  const [isLoading, setIsLoading] = useState(false);

  const collect = async (endUserId: string): Promise<Items> => {
    const items: Items = [];
    let cursor: string | null = null;
    do {
      const page: EndUserExportPage = await client.erasure.exportEndUser.mutate({
        orgSlug: org.slug,
        projectId,
        endUserId,
        cursor,
      });
      items.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== null);
    return items;
  };

  const run = async (endUserId: string): Promise<void> => {
    setIsLoading(true);
    try {
      const items = await collect(endUserId);
      saveFile(fileText(endUserId, projectId, items), "floopy-end-user.json", "application/json");
      toast.success(
        items.length === 0
          ? "Nothing is held of this end user"
          : `${formatCount(items.length)} records downloaded`,
        { description: "The download is in the audit log." },
      );
    } catch (error) {
      toast.error("The export failed", { description: shownError(error).message });
    } finally {
      setIsLoading(false);
    }
  };

  return { isLoading, onExport: (endUserId: string) => void run(endUserId) };
}

function fileText(endUserId: string, projectId: string, items: Items): string {
  const of = (kind: (typeof END_USER_RECORDS)[number]) =>
    items.filter((item) => item.kind === kind).map(({ data }) => data);
  const records = Object.fromEntries(END_USER_RECORDS.map((kind) => [kind, of(kind)]));
  const head = { end_user_id: endUserId, project_id: projectId, exported_at: new Date().toISOString() };
  return `${JSON.stringify({ ...head, ...records }, null, 2)}\n`;
}
