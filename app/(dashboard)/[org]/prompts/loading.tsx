import { PageHeader } from "@/app/_components/page-header";
import { PromptsSkeleton } from "./_components/prompts-skeleton";

export default function PromptsLoading() {
  return (
    <>
      <PageHeader title="Prompts" />
      <PromptsSkeleton />
    </>
  );
}
