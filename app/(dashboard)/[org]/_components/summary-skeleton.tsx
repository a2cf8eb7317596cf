import { Loading, Skeleton } from "@/app/_ui/skeleton";

const TILES = ["a", "b", "c", "d", "e"] as const;

export function SummarySkeleton() {
  return (
    <Loading
      label="Loading the summary…"
      className="grid gap-px bg-(--border-default) grid-cols-2 lg:grid-cols-5"
    >
      {TILES.map((tile) => (
        <div key={tile} className="h-34 space-y-3 bg-surface px-4 pt-4 max-lg:last:col-span-2">
          <Skeleton className="h-3 w-16" />
          <Skeleton className="h-6 w-24" />
          <Skeleton className="h-3 w-32" />
        </div>
      ))}
    </Loading>
  );
}
