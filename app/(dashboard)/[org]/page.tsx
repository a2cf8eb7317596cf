import type { Metadata } from "next";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { can } from "@/server/contracts/permissions";
import { OverviewView } from "./_components/overview-view";
import { LATEST_REQUESTS, SUMMARY_RANGE, USERS_RANGE } from "./_components/summary-range";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage({ params }: { params: Promise<{ org: string }> }) {
  const { org: orgSlug } = await params;
  const { org, trpc, queryClient } = await openPage(orgSlug, "organization:read");
  const traffic = can({ kind: "user", role: org.role }, "request:read")
    ? [
        queryClient.prefetchQuery(trpc.requests.summary.queryOptions({ orgSlug, range: SUMMARY_RANGE })),
        queryClient.prefetchQuery(trpc.requests.facets.queryOptions({ orgSlug, range: SUMMARY_RANGE })),
        queryClient.prefetchQuery(trpc.requests.list.queryOptions({ orgSlug, ...LATEST_REQUESTS })),
      ]
    : [];
  const users = can({ kind: "user", role: org.role }, "nps:read")
    ? [
        queryClient.prefetchQuery(trpc.nps.report.queryOptions({ orgSlug, range: USERS_RANGE, by: "model" })),
        queryClient.prefetchQuery(trpc.routes.list.queryOptions({ orgSlug })),
      ]
    : [];
  await Promise.all([
    queryClient.prefetchQuery(trpc.onboarding.get.queryOptions({ orgSlug })),
    ...traffic,
    ...users,
  ]);
  return (
    <Hydrate queryClient={queryClient}>
      <OverviewView />
    </Hydrate>
  );
}
