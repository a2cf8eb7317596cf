import { RowsSkeleton } from "@/app/_components/data-table/rows-skeleton";
import { Loading, Skeleton } from "@/app/_ui/skeleton";

export function RequestsSkeleton() {
  return (
    <Loading label="Loading requests…" className="min-h-0 grow overflow-hidden">
      <div className="flex gap-2 border-b border-default px-4 py-2 md:px-5">
        <Skeleton className="h-8 w-64 rounded-md" />
        <Skeleton className="h-8 w-20 rounded-md max-sm:hidden" />
        <Skeleton className="h-8 w-20 rounded-md max-sm:hidden" />
      </div>
      <HistogramSkeleton />
      <RowsSkeleton />
    </Loading>
  );
}

export function HistogramSkeleton() {
  return (
    <div className="border-b border-default px-4 pt-3 pb-2 md:px-5">
      <Skeleton className="h-16" />
      <div className="mt-1 h-4" />
    </div>
  );
}
