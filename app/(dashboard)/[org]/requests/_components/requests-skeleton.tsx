import { Loading, Skeleton } from "@/app/_ui/skeleton";

const ROWS = Array.from({ length: 14 }, (_, index) => `row-${index}`);

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

export function RowsSkeleton() {
  return (
    <div>
      <div className="h-8 border-b border-default" />
      {ROWS.map((row) => (
        <div key={row} className="flex h-9 items-center gap-8 border-b border-subtle px-4">
          <Skeleton className="h-3 w-28" />
          <Skeleton className="h-3 w-14" />
          <Skeleton className="h-3 w-44 max-sm:hidden" />
          <Skeleton className="ml-auto h-3 w-24 max-sm:hidden" />
        </div>
      ))}
    </div>
  );
}
