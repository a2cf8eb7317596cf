import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { EditPromptView } from "../../_components/edit-prompt-view";

export const metadata: Metadata = { title: "New version" };

interface EditPromptPageProps {
  params: Promise<{ org: string; prompt: string }>;
}

export default async function EditPromptPage({ params }: EditPromptPageProps) {
  const { org: orgSlug, prompt: promptId } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "prompt:manage");
  const asked = { orgSlug, promptId };
  await queryClient.fetchQuery(trpc.prompts.get.queryOptions(asked)).catch(notFound);
  await Promise.all([
    queryClient.prefetchQuery(trpc.prompts.versions.queryOptions({ ...asked, limit: 200 })),
    queryClient.prefetchQuery(trpc.routes.models.queryOptions({ orgSlug })),
  ]);
  return (
    <Hydrate queryClient={queryClient}>
      <EditPromptView promptId={promptId} />
    </Hydrate>
  );
}
