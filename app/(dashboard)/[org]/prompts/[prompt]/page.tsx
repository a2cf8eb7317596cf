import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { PromptView } from "../_components/prompt-view";

export const metadata: Metadata = { title: "Prompt" };

interface PromptPageProps {
  params: Promise<{ org: string; prompt: string }>;
}

export default async function PromptPage({ params }: PromptPageProps) {
  const { org: orgSlug, prompt: promptId } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "prompt:read");
  const asked = { orgSlug, promptId };
  await queryClient.fetchQuery(trpc.prompts.get.queryOptions(asked)).catch(notFound);
  await queryClient.prefetchQuery(trpc.prompts.versions.queryOptions({ ...asked, limit: 200 }));
  return (
    <Hydrate queryClient={queryClient}>
      <PromptView promptId={promptId} />
    </Hydrate>
  );
}
