import type { Metadata } from "next";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { ProvidersView } from "./_components/providers-view";

export const metadata: Metadata = { title: "Providers" };

export default async function ProvidersPage({ params }: { params: Promise<{ org: string }> }) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "provider:read");
  await queryClient.prefetchQuery(trpc.providerKeys.list.queryOptions({ orgSlug }));
  return (
    <Hydrate queryClient={queryClient}>
      <ProvidersView />
    </Hydrate>
  );
}
