import { PageHeader } from "@/app/_components/page-header";
import { EvaluationsSkeleton } from "./_components/evaluations-skeleton";

export default function EvaluationsLoading() {
  return (
    <>
      <PageHeader title="Evaluations" />
      <EvaluationsSkeleton />
    </>
  );
}
