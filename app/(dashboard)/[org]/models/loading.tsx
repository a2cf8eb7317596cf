import { PageHeader } from "@/app/_components/page-header";
import { ModelsSkeleton } from "./_components/models-skeleton";

export default function ModelsLoading() {
  return (
    <>
      <PageHeader title="Models" />
      <ModelsSkeleton />
    </>
  );
}
