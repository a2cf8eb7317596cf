import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Hydrate } from "@/app/_lib/server/hydrate";
import { openPage } from "@/app/_lib/server/open-page";
import { ModelsView } from "./_components/models-view";
import { loadModelsParams } from "./search-params";

export const metadata: Metadata = { title: "Models" };

interface ModelsPageProps {
  params: Promise<{ org: string }>;
  searchParams: Promise<SearchParams>;
}

export default async function ModelsPage({ params, searchParams }: ModelsPageProps) {
  const { org: orgSlug } = await params;
  const { trpc, queryClient } = await openPage(orgSlug, "request:read");
  const { scope } = await loadModelsParams(searchParams);
  await queryClient.prefetchQuery(trpc.models.list.queryOptions({ orgSlug, scope }));
  return (
    <Hydrate queryClient={queryClient}>
      <ModelsView />
    </Hydrate>
  );
}
