import { PageBody } from "@/app/_components/page-header";
import { Loading, Skeleton } from "@/app/_ui/skeleton";

export function NpsSkeleton() {
  return (
    <PageBody>
      <Loading label="Loading answers…" className="space-y-8">
        <Skeleton className="h-7 w-96 max-w-full rounded-md" />
        <div className="grid gap-6 lg:grid-cols-2">
          <Skeleton className="h-56 w-full rounded-lg" />
          <Skeleton className="h-56 w-full rounded-lg" />
        </div>
        <Skeleton className="h-48 w-full rounded-lg" />
        <Skeleton className="h-64 w-full rounded-lg" />
      </Loading>
    </PageBody>
  );
}
