import { Loading, Skeleton } from "@/app/_ui/skeleton";

const ROWS = ["a", "b", "c", "d", "e"] as const;

export default function ConsoleLoading() {
  return (
    <Loading>
      <div className="flex h-12 items-center border-b border-default px-6">
        <Skeleton className="w-24" />
      </div>
      <div className="w-full max-w-320 space-y-4 px-6 py-6">
        <Skeleton className="w-80" />
        <div className="divide-y divide-subtle rounded-lg border border-default">
          {ROWS.map((row) => (
            <div key={row} className="flex h-11 items-center gap-8 px-4">
              <Skeleton className="w-36" />
              <Skeleton className="w-40" />
            </div>
          ))}
        </div>
      </div>
    </Loading>
  );
}
