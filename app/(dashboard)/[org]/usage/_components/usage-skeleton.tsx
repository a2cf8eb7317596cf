import { PageBody } from "@/app/_components/page-header";
import { Loading, Skeleton } from "@/app/_ui/skeleton";

export function UsageSkeleton() {
  return (
    <PageBody>
      <Loading label="Loading usage…" className="space-y-8">
        <Skeleton className="h-24 w-full" />
        <Skeleton className="h-52 w-full" />
        <Skeleton className="h-64 w-full" />
      </Loading>
    </PageBody>
  );
}
