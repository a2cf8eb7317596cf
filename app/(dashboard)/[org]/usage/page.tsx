import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { UsageView } from "./_components/usage-view";
import { loadUsageParams, monthInput } from "./search-params";

export const metadata: Metadata = { title: "Usage" };

interface UsagePageProps {
  params: Promise<{ org: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function UsagePage({ params, searchParams }: UsagePageProps) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "usage:read");
  const { month } = await loadUsageParams(searchParams);
  await queryClient.prefetchQuery(trpc.usage.report.queryOptions({ orgSlug, ...monthInput(month) }));
  return (
    <Hydrate queryClient={queryClient}>
      <UsageView />
    </Hydrate>
  );
}
