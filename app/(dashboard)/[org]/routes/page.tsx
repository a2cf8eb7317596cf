import type { Metadata } from "next";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { RoutesView } from "./_components/routes-view";

export const metadata: Metadata = { title: "Routes" };

export default async function RoutesPage({ params }: { params: Promise<{ org: string }> }) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "route:read");
  await Promise.all([
    queryClient.prefetchQuery(trpc.routes.list.queryOptions({ orgSlug })),
    queryClient.prefetchQuery(trpc.routes.traffic.queryOptions({ orgSlug, hours: 24 })),
    queryClient.prefetchQuery(trpc.projects.list.queryOptions({ orgSlug })),
  ]);
  return (
    <Hydrate queryClient={queryClient}>
      <RoutesView />
    </Hydrate>
  );
}
