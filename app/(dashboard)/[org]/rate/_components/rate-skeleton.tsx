import { PageBody } from "@/app/_components/page-header";
import { Loading, Skeleton } from "@/app/_ui/skeleton";

export function RateSkeleton() {
  return (
    <PageBody width="narrow">
      <Loading label="Looking for an answer to rate…">
        <Skeleton className="h-4 w-40" />
        <Skeleton className="mt-4 h-24 w-full" />
        <Skeleton className="mt-4 h-48 w-full" />
        <Skeleton className="mt-4 h-8 w-72" />
      </Loading>
    </PageBody>
  );
}
