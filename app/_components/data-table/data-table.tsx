"use client";

import { type ColumnDef, type Row, type RowData, useTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import { useHotkeys } from "@/app/_lib/use-hotkeys";
import { cn } from "@/app/_ui/cn";
import { type DataColumn, features, type TableFeatures } from "./data-column";
import { DataTableHead } from "./data-table-head";
import { DataTableRow } from "./data-table-row";
import { type RowSelection, SELECTION_WIDTH_PX, toggled } from "./row-selection";
import { useActiveRow } from "./use-active-row";
import { useSteadyScroll } from "./use-steady-scroll";

const ROW_HEIGHT_PX = 36;
const OVERSCAN_ROWS = 12;
/** Asks for more when this close to the end. */
const NEAR_END_ROWS = 30;

export interface DataTableProps<Data extends RowData, Sort extends string> {
  /** Spoken name of the table. */
  label: string;
  columns: readonly DataColumn<Data, Sort>[];
  rows: readonly Data[];
  rowId: (row: Data) => string;
  /** Where a row leads; its first cell is the link. */
  rowHref: (row: Data) => string;
  onOpen: (row: Data) => void;
  /** The row whose details are open. */
  openId: string | null;
  isNew?: (row: Data) => boolean;
  hidden: Readonly<Record<string, boolean>>;
  sort: Sort;
  onSort: (sort: Sort) => void;
  onNearEnd?: () => void;
  /** Shown below the last row: loading more, or the end. */
  footer?: ReactNode;
  /** With a box before each row; `x` toggles the one that the keyboard is on. */
  selection?: RowSelection;
  className?: string;
}

/** A virtual table: only the rows in view exist. `j`/`k` move, Enter opens, a header sorts. */
export function DataTable<Data extends RowData, Sort extends string>(props: DataTableProps<Data, Sort>) {
  const { columns, rows, rowId, hidden, onNearEnd, selection } = props;
  const scroller = useRef<HTMLElement>(null);
  const defs = useMemo(() => columns.map((column) => toDef(column)), [columns]);
  const columnVisibility = useMemo(
    () => Object.fromEntries(columns.map(({ id }) => [id, hidden[id] !== true])),
    [columns, hidden],
  );
  const data = useMemo(() => [...rows], [rows]);
  const table = useTable({ features, columns: defs, data, getRowId: rowId, state: { columnVisibility } });
  const model: Row<TableFeatures, Data>[] = table.getRowModel().rows;
  const visible = columns.filter(({ id }) => hidden[id] !== true);
  const virtualizer = useVirtualizer({
    count: model.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: (index) => model[index]?.id ?? index,
    overscan: OVERSCAN_ROWS,
    // The server renders a first screen of rows instead of none.
    initialRect: { width: 0, height: ROW_HEIGHT_PX * 20 },
    scrollPaddingStart: ROW_HEIGHT_PX,
    onChange: (instance) => {
      const last = instance.range?.endIndex ?? 0;
      if (model.length > 0 && last >= model.length - NEAR_END_ROWS) onNearEnd?.();
    },
  });
  const openIndex = model.findIndex((row) => row.id === props.openId);
  const active = useActiveRow({
    rows: model,
    openId: props.openId,
    onShow: (index) => virtualizer.scrollToIndex(index),
  });
  useSteadyScroll({ scroller, rows: model, rowHeightPx: ROW_HEIGHT_PX });
  const { openId } = props;
  const shownId = useRef<string | null>(null);
  // The scroll position is the outside system: stepping through details brings their row into view, once each.
  useEffect(() => {
    if (openId === shownId.current || (openId !== null && openIndex === -1)) return;
    shownId.current = openId;
    if (openId !== null) virtualizer.scrollToIndex(openIndex);
  }, [openId, openIndex, virtualizer]);
  const toggle = () => {
    if (selection !== undefined && active.activeId !== null)
      selection.onChange(toggled(selection, active.activeId));
  };
  useHotkeys({ j: () => active.move(1), k: () => active.move(-1), x: toggle });

  const items = virtualizer.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
  const span = visible.length + (selection === undefined ? 0 : 1);
  const boxPx = selection === undefined ? 0 : SELECTION_WIDTH_PX;
  const widthMin = visible.reduce((sum, column) => sum + column.width, boxPx);
  return (
    <section
      ref={scroller}
      aria-label={props.label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className={cn("@container relative min-h-0 overflow-auto overscroll-contain", props.className)}
    >
      <table
        className="w-full table-fixed border-separate border-spacing-0 text-sm"
        style={{ minWidth: widthMin }}
        aria-rowcount={model.length + 1}
      >
        <DataTableHead
          columns={visible}
          sort={props.sort}
          onSort={props.onSort}
          selection={selection}
          rowIds={model.map(({ id }) => id)}
        />
        <tbody>
          {before > 0 && <Spacer height={before} span={span} />}
          {items.map((item) => {
            const row = model[item.index];
            return (
              row && (
                <DataTableRow
                  key={row.id}
                  row={row}
                  columns={visible}
                  selection={selection}
                  index={item.index}
                  href={props.rowHref(row.original)}
                  isOpen={row.id === props.openId}
                  isNew={props.isNew?.(row.original) ?? false}
                  shouldFocus={active.focusId === row.id}
                  onFocus={() => active.settle(row.id)}
                  onOpen={() => props.onOpen(row.original)}
                />
              )
            );
          })}
          {after > 0 && <Spacer height={after} span={span} />}
        </tbody>
      </table>
      {props.footer}
    </section>
  );
}

function Spacer({ height, span }: { height: number; span: number }) {
  return (
    <tr aria-hidden>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}

function toDef<Data extends RowData, Sort extends string>(
  column: DataColumn<Data, Sort>,
): ColumnDef<TableFeatures, Data> {
  return { id: column.id, header: column.header, cell: ({ row }) => column.cell(row.original) };
}
