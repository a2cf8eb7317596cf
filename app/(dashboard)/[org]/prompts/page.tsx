import type { Metadata } from "next";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { PromptsView } from "./_components/prompts-view";

export const metadata: Metadata = { title: "Prompts" };

export default async function PromptsPage({ params }: { params: Promise<{ org: string }> }) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "prompt:read");
  const projects = await queryClient.fetchQuery(trpc.projects.list.queryOptions({ orgSlug }));
  const projectId = projects.items[0]?.id;
  if (projectId !== undefined)
    await queryClient.prefetchQuery(trpc.prompts.list.queryOptions({ orgSlug, projectId, limit: 200 }));
  return (
    <Hydrate queryClient={queryClient}>
      <PromptsView />
    </Hydrate>
  );
}
