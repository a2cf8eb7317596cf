import { PageHeader } from "@/app/_components/page-header";
import { NpsSkeleton } from "./_components/nps-skeleton";

export default function NpsLoading() {
  return (
    <>
      <PageHeader title="NPS" />
      <NpsSkeleton />
    </>
  );
}
