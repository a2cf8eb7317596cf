import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { SimulatorView } from "./_components/simulator-view";

export const metadata: Metadata = { title: "Simulated payment" };

export default async function BillingSimulatorPage({ params }: { params: Promise<{ org: string }> }) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "billing:manage");
  const { provider } = await queryClient.fetchQuery(trpc.billing.get.queryOptions({ orgSlug }));
  // Where money moves there is nothing to simulate.
  if (provider !== "simulator") notFound();
  return (
    <Hydrate queryClient={queryClient}>
      <SimulatorView />
    </Hydrate>
  );
}
