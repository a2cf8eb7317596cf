import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { urlRange } from "@/app/_lib/url-range";
import { SessionsView } from "./_components/sessions-view";
import { loadSessionsParams, sessionFiltersOf, sessionListInput, sessionPages } from "./search-params";

export const metadata: Metadata = { title: "Sessions" };

interface SessionsPageProps {
  params: Promise<{ org: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function SessionsPage({ params, searchParams }: SessionsPageProps) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "session:read");
  const url = await loadSessionsParams(searchParams);
  const input = sessionListInput(orgSlug, sessionFiltersOf(url));
  const { session: sessionId, project: projectId } = url;
  await Promise.all([
    queryClient.prefetchInfiniteQuery(trpc.sessions.list.infiniteQueryOptions(input, sessionPages)),
    queryClient.prefetchQuery(trpc.requests.facets.queryOptions({ orgSlug, range: urlRange(url) })),
    sessionId !== null &&
      queryClient.prefetchQuery(
        trpc.sessions.get.queryOptions({ orgSlug, sessionId, projectId: projectId ?? undefined }),
      ),
  ]);
  return (
    <Hydrate queryClient={queryClient}>
      <SessionsView />
    </Hydrate>
  );
}
