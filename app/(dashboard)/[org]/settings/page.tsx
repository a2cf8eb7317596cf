import type { Metadata } from "next";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { can } from "@/server/contracts/permissions";
import { SettingsView } from "./_components/settings-view";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage({ params }: { params: Promise<{ org: string }> }) {
  const { org: orgSlug } = await params;
  const { org, trpc, queryClient } = await openPage(orgSlug, "organization:read");
  const mayReadMembers = can({ kind: "user", role: org.role }, "member:read");
  await Promise.all([
    queryClient.prefetchQuery(trpc.organizations.get.queryOptions({ orgSlug })),
    queryClient.prefetchQuery(trpc.projects.list.queryOptions({ orgSlug })),
    queryClient.prefetchQuery(trpc.identity.listSessions.queryOptions()),
    mayReadMembers ? queryClient.prefetchQuery(trpc.members.list.queryOptions({ orgSlug })) : null,
  ]);
  return (
    <Hydrate queryClient={queryClient}>
      <SettingsView />
    </Hydrate>
  );
}
