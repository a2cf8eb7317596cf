import { Loading, Skeleton } from "@/app/_ui/skeleton";

const ROWS = ["a", "b"] as const;

export function ConnectedSkeleton() {
  return (
    <Loading label="Loading providers…" className="divide-y divide-subtle">
      {ROWS.map((row) => (
        <div key={row} className="flex h-14 items-center gap-3 px-4">
          <Skeleton className="size-7 rounded-md" />
          <div className="space-y-2">
            <Skeleton className="w-28" />
            <Skeleton className="h-3 w-56" />
          </div>
        </div>
      ))}
    </Loading>
  );
}
