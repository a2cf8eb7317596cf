import { PageHeader } from "@/app/_components/page-header";
import { UsageSkeleton } from "./_components/usage-skeleton";

export default function UsageLoading() {
  return (
    <>
      <PageHeader title="Usage" />
      <UsageSkeleton />
    </>
  );
}
