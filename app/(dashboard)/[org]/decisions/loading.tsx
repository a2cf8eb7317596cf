import { PageHeader } from "@/app/_components/page-header";
import { DecisionsSkeleton } from "./_components/decisions-skeleton";

export default function DecisionsLoading() {
  return (
    <>
      <PageHeader title="Decisions" />
      <DecisionsSkeleton />
    </>
  );
}
