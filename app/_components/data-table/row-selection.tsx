import { Checkbox } from "@/app/_ui/checkbox";

/** Rows that something is to be done with. */
export interface RowSelection {
  ids: ReadonlySet<string>;
  onChange: (ids: ReadonlySet<string>) => void;
  /** What one row is called: “request”. */
  thing: string;
  /** No more than these. */
  max: number;
}

export const SELECTION_WIDTH_PX = 36;

export function toggled({ ids, max }: RowSelection, id: string): ReadonlySet<string> {
  const next = new Set(ids);
  if (!next.delete(id) && next.size < max) next.add(id);
  return next;
}

/** All that are loaded, or none. */
export function SelectAllCell({ selection, rowIds }: { selection: RowSelection; rowIds: readonly string[] }) {
  const wanted = rowIds.slice(0, selection.max);
  const isAll = wanted.length > 0 && wanted.every((id) => selection.ids.has(id));
  return (
    <th
      scope="col"
      className="sticky top-0 z-sticky h-8 border-b border-default bg-surface pl-4 font-normal md:pl-5"
    >
      <Checkbox
        isLabelHidden
        label={`Select ${wanted.length} ${selection.thing}s`}
        isChecked={isAll}
        indeterminate={!isAll && selection.ids.size > 0}
        onCheckedChange={() => selection.onChange(isAll ? new Set() : new Set(wanted))}
      />
    </th>
  );
}

export function SelectCell({ selection, id }: { selection: RowSelection; id: string }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: only keeps a press beside the box from opening the row
    <td className="h-9 border-b border-subtle pl-4 md:pl-5" onClick={(event) => event.stopPropagation()}>
      <Checkbox
        isLabelHidden
        label={`Select ${selection.thing}`}
        isChecked={selection.ids.has(id)}
        onCheckedChange={() => selection.onChange(toggled(selection, id))}
      />
    </td>
  );
}
