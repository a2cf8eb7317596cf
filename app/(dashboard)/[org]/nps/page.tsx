import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { urlRange } from "@/app/_lib/url-range";
import { NpsView } from "./_components/nps-view";
import { answersInputOf, loadNpsParams, npsFiltersOf } from "./search-params";

export const metadata: Metadata = { title: "NPS" };

interface NpsPageProps {
  params: Promise<{ org: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function NpsPage({ params, searchParams }: NpsPageProps) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "nps:read");
  const url = await loadNpsParams(searchParams);
  const filters = npsFiltersOf(url);
  const { range, projectId } = filters;
  await Promise.all([
    queryClient.prefetchQuery(trpc.nps.report.queryOptions({ orgSlug, ...filters, by: url.by })),
    queryClient.prefetchQuery(trpc.nps.facets.queryOptions({ orgSlug, range: urlRange(url) })),
    queryClient.prefetchQuery(trpc.nps.responseRate.queryOptions({ orgSlug, range, projectId })),
    queryClient.prefetchInfiniteQuery(
      trpc.nps.answers.infiniteQueryOptions(
        { orgSlug, ...answersInputOf(url) },
        { getNextPageParam: (page) => page.nextCursor },
      ),
    ),
  ]);
  return (
    <Hydrate queryClient={queryClient}>
      <NpsView />
    </Hydrate>
  );
}
