import type { Metadata } from "next";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { RateView } from "./_components/rate-view";

export const metadata: Metadata = { title: "To rate" };

export default async function RatePage({ params }: { params: Promise<{ org: string }> }) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "rating:write");
  await queryClient.prefetchQuery(trpc.evaluations.nextToRate.queryOptions({ orgSlug, passed: [] }));
  return (
    <Hydrate queryClient={queryClient}>
      <RateView />
    </Hydrate>
  );
}
