import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { urlRange } from "@/app/_lib/url-range";
import { listInput, pagesByCursor } from "./_components/list-input";
import { RequestsView } from "./_components/requests-view";
import { filtersOf, loadRequestsParams } from "./search-params";

export const metadata: Metadata = { title: "Requests" };

interface RequestsPageProps {
  params: Promise<{ org: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function RequestsPage({ params, searchParams }: RequestsPageProps) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "request:read");
  const url = await loadRequestsParams(searchParams);
  const filters = filtersOf(url);
  const list = trpc.requests.list.infiniteQueryOptions(listInput(orgSlug, filters, url.sort), pagesByCursor);
  await Promise.all([
    queryClient.prefetchInfiniteQuery(list),
    queryClient.prefetchQuery(trpc.requests.histogram.queryOptions({ orgSlug, ...filters })),
    queryClient.prefetchQuery(trpc.requests.facets.queryOptions({ orgSlug, range: urlRange(url) })),
    url.request !== null &&
      queryClient.prefetchQuery(trpc.requests.get.queryOptions({ orgSlug, id: url.request })),
  ]);
  return (
    <Hydrate queryClient={queryClient}>
      <RequestsView />
    </Hydrate>
  );
}
