import type { Metadata } from "next";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { KeysView } from "./_components/keys-view";

export const metadata: Metadata = { title: "Keys" };

export default async function KeysPage({ params }: { params: Promise<{ org: string }> }) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "api_key:read");
  await queryClient.prefetchQuery(trpc.apiKeys.list.queryOptions({ orgSlug }));
  return (
    <Hydrate queryClient={queryClient}>
      <KeysView />
    </Hydrate>
  );
}
