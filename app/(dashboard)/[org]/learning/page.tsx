import type { Metadata } from "next";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { LearningView } from "./_components/learning-view";

export const metadata: Metadata = { title: "Learning" };

export default async function LearningPage({ params }: { params: Promise<{ org: string }> }) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "route:read");
  const ledger = await queryClient.fetchQuery(trpc.learning.contribution.queryOptions({ orgSlug }));
  const id = ledger.received.snapshot_id;
  if (id !== null) await queryClient.prefetchQuery(trpc.learning.snapshot.queryOptions({ orgSlug, id }));
  return (
    <Hydrate queryClient={queryClient}>
      <LearningView />
    </Hydrate>
  );
}
