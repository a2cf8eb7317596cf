import { PageBody } from "@/app/_components/page-header";
import { Loading, Skeleton } from "@/app/_ui/skeleton";

export function EvaluationsSkeleton() {
  return (
    <PageBody>
      <Loading label="Loading evaluations…">
        <Skeleton className="h-5 w-32" />
        <Skeleton className="mt-4 h-40 w-full max-w-176" />
        <Skeleton className="mt-8 h-5 w-40" />
        <Skeleton className="mt-4 h-64 w-full max-w-176" />
      </Loading>
    </PageBody>
  );
}
