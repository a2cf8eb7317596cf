import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { urlRange } from "@/app/_lib/url-range";
import { DecisionsView } from "./_components/decisions-view";
import { decisionFiltersOf, decisionListInput, decisionPages, loadDecisionsParams } from "./search-params";

export const metadata: Metadata = { title: "Decisions" };

interface DecisionsPageProps {
  params: Promise<{ org: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function DecisionsPage({ params, searchParams }: DecisionsPageProps) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "request:read");
  const url = await loadDecisionsParams(searchParams);
  const input = decisionListInput(orgSlug, decisionFiltersOf(url));
  await Promise.all([
    queryClient.prefetchInfiniteQuery(trpc.decisions.list.infiniteQueryOptions(input, decisionPages)),
    queryClient.prefetchQuery(trpc.requests.facets.queryOptions({ orgSlug, range: urlRange(url) })),
    queryClient.prefetchQuery(trpc.organizations.get.queryOptions({ orgSlug })),
    url.decision !== null &&
      queryClient.prefetchQuery(trpc.decisions.get.queryOptions({ orgSlug, requestId: url.decision })),
  ]);
  return (
    <Hydrate queryClient={queryClient}>
      <DecisionsView />
    </Hydrate>
  );
}
