import type { Metadata } from "next";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { NewPromptView } from "../_components/new-prompt-view";

export const metadata: Metadata = { title: "New prompt" };

export default async function NewPromptPage({ params }: { params: Promise<{ org: string }> }) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "prompt:manage");
  await Promise.all([
    queryClient.prefetchQuery(trpc.projects.list.queryOptions({ orgSlug })),
    queryClient.prefetchQuery(trpc.routes.models.queryOptions({ orgSlug })),
  ]);
  return (
    <Hydrate queryClient={queryClient}>
      <NewPromptView />
    </Hydrate>
  );
}
