import type { Metadata } from "next";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { FirewallView } from "./_components/firewall-view";

export const metadata: Metadata = { title: "Firewall" };

export default async function FirewallPage({ params }: { params: Promise<{ org: string }> }) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "firewall:read");
  const projects = await queryClient.fetchQuery(trpc.projects.list.queryOptions({ orgSlug }));
  const projectId = projects.items[0]?.id;
  if (projectId !== undefined) {
    await Promise.all([
      queryClient.prefetchQuery(trpc.firewall.get.queryOptions({ orgSlug, projectId })),
      queryClient.prefetchQuery(trpc.firewall.hits.queryOptions({ orgSlug, projectId })),
    ]);
  }
  return (
    <Hydrate queryClient={queryClient}>
      <FirewallView />
    </Hydrate>
  );
}
