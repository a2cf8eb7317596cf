import type { Metadata } from "next";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { EvaluationsView } from "./_components/evaluations-view";

export const metadata: Metadata = { title: "Evaluations" };

export default async function EvaluationsPage({ params }: { params: Promise<{ org: string }> }) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "evaluation:read");
  const projects = await queryClient.fetchQuery(trpc.projects.list.queryOptions({ orgSlug }));
  const projectId = projects.items[0]?.id;
  if (projectId !== undefined)
    await queryClient.prefetchQuery(trpc.evaluations.judge.queryOptions({ orgSlug, projectId }));
  return (
    <Hydrate queryClient={queryClient}>
      <EvaluationsView />
    </Hydrate>
  );
}
