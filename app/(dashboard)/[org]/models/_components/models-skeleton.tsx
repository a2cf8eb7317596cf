import { Loading, Skeleton } from "@/app/_ui/skeleton";

const ROWS = Array.from({ length: 14 }, (_, index) => `row-${index}`);

export function ModelsSkeleton() {
  return (
    <Loading label="Loading models…" className="min-h-0 grow overflow-hidden">
      <div className="h-8 border-b border-default" />
      {ROWS.map((row) => (
        <div key={row} className="flex h-9 items-center gap-8 border-b border-subtle px-4 md:px-5">
          <Skeleton className="h-3 w-56" />
          <Skeleton className="h-3 w-16 max-sm:hidden" />
          <Skeleton className="ml-auto h-3 w-24 max-sm:hidden" />
        </div>
      ))}
    </Loading>
  );
}
