import { Loading, Skeleton } from "@/app/_ui/skeleton";

const BLOCKS = ["policy", "trial", "hits"];

export function FirewallSkeleton() {
  return (
    <Loading
      label="Loading the firewall…"
      className="min-h-0 grow space-y-8 overflow-hidden px-4 py-6 md:px-6"
    >
      {BLOCKS.map((block) => (
        <div key={block} className="max-w-200 space-y-3">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-40 w-full" />
        </div>
      ))}
    </Loading>
  );
}
