import { RowsSkeleton } from "@/app/_components/data-table/rows-skeleton";
import { Loading, Skeleton } from "@/app/_ui/skeleton";

export function DecisionsSkeleton() {
  return (
    <Loading label="Loading decisions…" className="min-h-0 grow overflow-hidden">
      <div className="flex gap-2 border-b border-default px-4 py-2 md:px-5">
        <Skeleton className="h-8 w-20 rounded-md" />
        <Skeleton className="h-8 w-20 rounded-md max-sm:hidden" />
        <Skeleton className="h-8 w-20 rounded-md max-sm:hidden" />
      </div>
      <RowsSkeleton />
    </Loading>
  );
}
