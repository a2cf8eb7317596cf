"use client";

import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC, useTRPCClient } from "@/app/_lib/trpc/client";
import type { RequestFiltersInput, RequestSort } from "@/server/contracts/requests";
import { listInput, pagesByCursor } from "./list-input";
import { mergeNewRows, rowsOf } from "./merge-new-rows";

const LIVE_INTERVAL_MS = 2_000;
/** A request is stored when it ends; longer ones than this may need a reload to appear. */
const LOOK_BACK_MS = 10 * 60_000;
const NOTHING_NEW: ReadonlySet<string> = new Set();

interface RequestRowsInput {
  filters: RequestFiltersInput;
  sort: RequestSort;
  /** The range moves and the newest come first. */
  canBeLive: boolean;
  isLiveWanted: boolean;
}

/** The loaded rows, more on demand, and new ones merged in while live. Pauses while the tab is hidden. */
export function useRequestRows({ filters, sort, canBeLive, isLiveWanted }: RequestRowsInput) {
  const { org } = useConsole();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const input = { orgSlug: org.slug, ...filters };
  const options = trpc.requests.list.infiniteQueryOptions(listInput(org.slug, filters, sort), {
    ...pagesByCursor,
    refetchOnWindowFocus: false,
  });
  const list = useInfiniteQuery(options);
  // An empty list is waiting for its first row, whether live was asked for or not.
  const isEmpty = list.isSuccess && list.data.pages.every((page) => page.items.length === 0);
  const isLive = canBeLive && (isLiveWanted || isEmpty);

  const live = useQuery({
    queryKey: ["requests", "live", input],
    enabled: isLive && list.isSuccess,
    refetchInterval: LIVE_INTERVAL_MS,
    staleTime: 0,
    gcTime: 0,
    retry: false,
    queryFn: async ({ signal }) => {
      const known = queryClient.getQueryData(options.queryKey);
      // Counted from the newest known row: the reader's clock may be wrong.
      const newestMs = rowsOf(known?.pages ?? [], true)[0]?.createdAt.getTime() ?? LOOK_BACK_MS;
      const since = new Date(newestMs - LOOK_BACK_MS);
      const { items, hasGap } = await client.requests.listNew.query({ ...input, since }, { signal });
      const loaded = queryClient.getQueryData(options.queryKey);
      if (loaded === undefined) return NOTHING_NEW;
      const merged = mergeNewRows(loaded.pages, items);
      if (merged.isFull || (hasGap && merged.freshIds.size === items.length)) {
        await queryClient.resetQueries({ queryKey: options.queryKey });
      } else if (merged.freshIds.size > 0) {
        if (isEmpty)
          void queryClient.invalidateQueries(trpc.onboarding.get.queryFilter({ orgSlug: org.slug }));
        queryClient.setQueryData(options.queryKey, { ...loaded, pages: merged.pages });
      }
      return merged.freshIds;
    },
  });

  const isNewestFirst = sort === "newest";
  const rows = useMemo(() => rowsOf(list.data?.pages ?? [], isNewestFirst), [list.data, isNewestFirst]);
  return {
    list,
    rows,
    isLive,
    freshIds: isLive ? (live.data ?? NOTHING_NEW) : NOTHING_NEW,
    isLiveFailing: live.isError,
  };
}
