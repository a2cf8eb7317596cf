import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { RouteView } from "./_components/route-view";

export const metadata: Metadata = { title: "Route" };

export default async function RoutePage({ params }: { params: Promise<{ org: string; route: string }> }) {
  const { org: orgSlug, route: routeId } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "route:read");
  const { items } = await queryClient.fetchQuery(trpc.routes.list.queryOptions({ orgSlug }));
  if (!items.some(({ id }) => id === routeId)) notFound();
  await Promise.all([
    queryClient.prefetchQuery(trpc.organizations.get.queryOptions({ orgSlug })),
    queryClient.prefetchQuery(trpc.routes.models.queryOptions({ orgSlug })),
    queryClient.prefetchQuery(trpc.routes.traffic.queryOptions({ orgSlug, hours: 24 })),
  ]);
  return (
    <Hydrate queryClient={queryClient}>
      <RouteView routeId={routeId} />
    </Hydrate>
  );
}
