import { Table2, X } from "lucide-react";
import { useState } from "react";
import { AddToDatasetDialog } from "@/app/_components/add-to-dataset/add-to-dataset-dialog";
import { Button, IconButton } from "@/app/_ui/button";

/** What can be done with the selected requests. */
export function SelectionBar({ ids, onClear }: { ids: ReadonlySet<string>; onClear: () => void }) {
  const [isAdding, setAdding] = useState(false);
  return (
    <section
      aria-label="Selected requests"
      className="flex h-12 shrink-0 items-center gap-3 border-t border-default bg-surface px-4 md:px-5"
    >
      <p role="status" className="text-sm text-emphasis tabular-nums">
        {ids.size} selected
      </p>
      <Button size="sm" icon={<Table2 aria-hidden />} onClick={() => setAdding(true)}>
        Add to dataset…
      </Button>
      <IconButton label="Clear selection" size="icon-sm" className="ml-auto" onClick={onClear}>
        <X aria-hidden />
      </IconButton>
      <AddToDatasetDialog
        requestIds={[...ids]}
        isOpen={isAdding}
        onClose={() => setAdding(false)}
        onAdded={onClear}
      />
    </section>
  );
}
