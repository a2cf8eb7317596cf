import { SearchX } from "lucide-react";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";

/** A list whose filters let nothing through; `thing` is what it lists: “session”. */
export function NoMatch({ thing, onClear }: { thing: string; onClear: () => void }) {
  return (
    <EmptyState
      icon={<SearchX />}
      title={`No ${thing} matches`}
      description="Nothing in this range passes all of the filters."
      action={<Button onClick={onClear}>Clear filters</Button>}
    />
  );
}
