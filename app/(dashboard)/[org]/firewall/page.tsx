import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { FirewallView } from "./_components/firewall-view";
import { hitRangeOf, loadFirewallParams } from "./search-params";

export const metadata: Metadata = { title: "Firewall" };

interface FirewallPageProps {
  params: Promise<{ org: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function FirewallPage({ params, searchParams }: FirewallPageProps) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "firewall:read");
  const url = await loadFirewallParams(searchParams);
  const { items } = await queryClient.fetchQuery(trpc.projects.list.queryOptions({ orgSlug }));
  const projectId = (items.find(({ id }) => id === url.project) ?? items[0])?.id;
  if (projectId !== undefined) {
    const ofRange = { orgSlug, projectId, range: hitRangeOf(url) };
    await Promise.all([
      queryClient.prefetchQuery(trpc.firewall.get.queryOptions({ orgSlug, projectId })),
      queryClient.prefetchQuery(trpc.firewall.allowed.queryOptions({ orgSlug, projectId })),
      url.tab === "found" && queryClient.prefetchQuery(trpc.firewall.timeline.queryOptions(ofRange)),
      url.tab === "found" && queryClient.prefetchQuery(trpc.firewall.reviews.queryOptions(ofRange)),
    ]);
  }
  return (
    <Hydrate queryClient={queryClient}>
      <FirewallView />
    </Hydrate>
  );
}
