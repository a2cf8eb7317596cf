"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { DeletionSection } from "./deletion-section";
import { ExportSection } from "./export-section";

const REFRESH_MS = 2_000;

/** Taking everything along, and leaving for good. For owners. */
export function LeavingSection() {
  const { org, may } = useConsole();
  const leaving = useQuery(
    useTRPC().leaving.get.queryOptions(
      { orgSlug: org.slug },
      {
        enabled: may("data:export"),
        refetchInterval: ({ state }) =>
          state.data?.exports.some(({ status }) => status === "waiting" || status === "running")
            ? REFRESH_MS
            : false,
      },
    ),
  );
  if (!may("data:export")) return null;
  if (leaving.data === undefined) {
    if (leaving.isError)
      return <QueryError query={leaving} title="Export and deletion could not be loaded" />;
    return (
      <Loading>
        <Skeleton className="h-32 w-full" />
      </Loading>
    );
  }
  return (
    <>
      <ExportSection leaving={leaving.data} />
      <DeletionSection leaving={leaving.data} />
    </>
  );
}
