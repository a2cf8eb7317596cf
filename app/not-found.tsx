import { SearchX } from "lucide-react";
import { ButtonLink } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";

export default function NotFound() {
  return (
    <main className="flex min-h-dvh items-center justify-center bg-surface">
      <EmptyState
        headingLevel="h1"
        icon={<SearchX />}
        title="There is no such page"
        description="The address may be mistyped, or you are not a member of that organisation."
        action={<ButtonLink href="/">Go to the start page</ButtonLink>}
      />
    </main>
  );
}
