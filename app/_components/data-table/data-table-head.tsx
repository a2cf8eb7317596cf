import { ArrowDown, ArrowUp } from "lucide-react";
import { cn } from "@/app/_ui/cn";
import type { DataColumn } from "./data-column";
import { type RowSelection, SELECTION_WIDTH_PX, SelectAllCell } from "./row-selection";

interface DataTableHeadProps<Data, Sort extends string> {
  columns: readonly DataColumn<Data, Sort>[];
  sort: Sort;
  onSort: (sort: Sort) => void;
  selection: RowSelection | undefined;
  rowIds: readonly string[];
}

export function DataTableHead<Data, Sort extends string>({
  columns,
  sort,
  onSort,
  selection,
  rowIds,
}: DataTableHeadProps<Data, Sort>) {
  const flexible = columns.filter((column) => column.isFlexible);
  const boxPx = selection === undefined ? 0 : SELECTION_WIDTH_PX;
  const fixedPx = columns.reduce((sum, column) => sum + (column.isFlexible ? 0 : column.width), boxPx);
  const shares = flexible.reduce((sum, column) => sum + column.width, 0);
  return (
    <>
      <colgroup>
        {selection !== undefined && <col style={{ width: SELECTION_WIDTH_PX }} />}
        {columns.map((column) => (
          <col
            key={column.id}
            style={{
              // Of the container, not in percent: those mean nothing in sums in a table.
              width: column.isFlexible
                ? `max(${column.width}px, (100cqw - ${fixedPx}px) * ${column.width / shares})`
                : column.width,
            }}
          />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {selection !== undefined && <SelectAllCell selection={selection} rowIds={rowIds} />}
          {columns.map((column) => (
            <HeadCell key={column.id} column={column} sort={sort} onSort={onSort} />
          ))}
        </tr>
      </thead>
    </>
  );
}

interface HeadCellProps<Data, Sort extends string> {
  column: DataColumn<Data, Sort>;
  sort: Sort;
  onSort: (sort: Sort) => void;
}

function HeadCell<Data, Sort extends string>({ column, sort, onSort }: HeadCellProps<Data, Sort>) {
  const sorts = column.sorts ?? [];
  const place = sorts.findIndex((option) => option.value === sort);
  const next = sorts[(place + 1) % Math.max(sorts.length, 1)];
  const direction = sorts[place]?.direction;
  return (
    <th
      scope="col"
      aria-sort={direction ?? (sorts.length > 0 ? "none" : undefined)}
      className={cn(
        "sticky top-0 z-sticky h-8 border-b border-default bg-surface px-3 text-xs font-normal whitespace-nowrap text-subtle first:pl-4 last:pr-4 md:first:pl-5 md:last:pr-5",
        column.isNumeric ? "text-right" : "text-left",
      )}
    >
      {next === undefined ? (
        column.header
      ) : (
        <button
          type="button"
          onClick={() => onSort(next.value)}
          className={cn(
            "inline-flex min-h-6 items-center gap-1 rounded-sm hover:text-emphasis [&_svg]:size-3",
            direction !== undefined && "text-emphasis",
          )}
        >
          {column.header}
          {direction === "descending" && <ArrowDown aria-hidden />}
          {direction === "ascending" && <ArrowUp aria-hidden />}
        </button>
      )}
    </th>
  );
}
