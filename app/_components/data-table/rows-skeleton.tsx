import { Skeleton } from "@/app/_ui/skeleton";

const ROWS = Array.from({ length: 14 }, (_, index) => `row-${index}`);

/** A first screen of rows that are on their way. */
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
