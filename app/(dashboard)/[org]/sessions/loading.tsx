import { PageHeader } from "@/app/_components/page-header";
import { SessionsSkeleton } from "./_components/sessions-skeleton";

export default function SessionsLoading() {
  return (
    <>
      <PageHeader title="Sessions" />
      <SessionsSkeleton />
    </>
  );
}
