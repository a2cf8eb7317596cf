import { Loading, Skeleton } from "@/app/_ui/skeleton";

const ROWS = ["a", "b", "c"] as const;

export function KeysSkeleton() {
  return (
    <Loading label="Loading keys…">
      <div className="h-8 border-b border-default" />
      <div className="divide-y divide-subtle">
        {ROWS.map((row) => (
          <div key={row} className="flex h-11 items-center gap-8 px-4">
            <Skeleton className="w-36" />
            <Skeleton className="w-40" />
            <Skeleton className="w-24 max-sm:hidden" />
            <Skeleton className="ml-auto w-16 max-sm:hidden" />
          </div>
        ))}
      </div>
    </Loading>
  );
}
