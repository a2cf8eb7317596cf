import { SearchX } from "lucide-react";
import { EmptyState } from "@/app/_ui/empty-state";

export default function ConsoleNotFound() {
  return (
    <EmptyState
      headingLevel="h1"
      className="m-auto"
      icon={<SearchX />}
      title="There is no such page"
      description="The address may be mistyped, or your role does not include this area."
    />
  );
}
