import { PageHeader } from "@/app/_components/page-header";
import { RequestsSkeleton } from "./_components/requests-skeleton";

export default function RequestsLoading() {
  return (
    <>
      <PageHeader title="Requests" />
      <RequestsSkeleton />
    </>
  );
}
