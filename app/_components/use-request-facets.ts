"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/app/_lib/trpc/client";
import type { Facets, RequestRange } from "@/server/contracts/requests";
import { useConsole } from "./shell/console-context";

const NOTHING: Facets = {
  ...{ status: [], provider: [], model: [], endpoint: [], errorCode: [], madeBy: [] },
  ...{ apiKey: [], project: [], route: [], prompt: [] },
};

/** What filters of requests, sessions and decisions offer in the range; nothing while that is not known. */
export function useRequestFacets(range: RequestRange): Facets {
  const { org } = useConsole();
  const facets = useQuery({
    ...useTRPC().requests.facets.queryOptions({ orgSlug: org.slug, range }),
    staleTime: 60_000,
  });
  return facets.data ?? NOTHING;
}
