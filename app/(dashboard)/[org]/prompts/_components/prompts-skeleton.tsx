import { PageBody } from "@/app/_components/page-header";
import { Loading, Skeleton } from "@/app/_ui/skeleton";

export function PromptsSkeleton() {
  return (
    <PageBody>
      <Loading label="Loading prompts…">
        <Skeleton className="h-5 w-64" />
        <Skeleton className="mt-4 h-48 w-full" />
      </Loading>
    </PageBody>
  );
}
