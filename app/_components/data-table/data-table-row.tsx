"use client";

import type { Row, RowData } from "@tanstack/react-table";
import Link from "next/link";
import type { MouseEvent } from "react";
import { cn } from "@/app/_ui/cn";
import type { DataColumn, TableFeatures } from "./data-column";
import { type RowSelection, SelectCell } from "./row-selection";

interface DataTableRowProps<Data extends RowData, Sort extends string> {
  row: Row<TableFeatures, Data>;
  columns: readonly DataColumn<Data, Sort>[];
  selection: RowSelection | undefined;
  index: number;
  href: string;
  isOpen: boolean;
  isNew: boolean;
  shouldFocus: boolean;
  onFocus: () => void;
  onOpen: () => void;
}

/** The link in the first cell is the row for keyboard and assistive technology; a press anywhere opens it too. */
export function DataTableRow<Data extends RowData, Sort extends string>(
  props: DataTableRowProps<Data, Sort>,
) {
  const { row, columns, selection, index, href, isOpen, isNew, shouldFocus, onFocus, onOpen } = props;
  const open = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.defaultPrevented) return;
    event.preventDefault();
    onOpen();
  };
  return (
    <tr
      aria-rowindex={index + 2}
      aria-current={isOpen || undefined}
      onClick={open}
      className={cn(
        "group h-9 cursor-default hover:bg-subtle focus-within:bg-subtle",
        isOpen && "bg-accent-subtle hover:bg-accent-subtle focus-within:bg-accent-subtle",
        isNew && "animate-flash",
      )}
    >
      {selection !== undefined && <SelectCell selection={selection} id={row.id} />}
      {columns.map((column, place) => (
        <td
          key={column.id}
          className={cn(
            "h-9 truncate border-b border-subtle px-3 first:pl-4 last:pr-4 md:first:pl-5 md:last:pr-5",
            column.isNumeric && "text-right tabular-nums",
          )}
        >
          {place === 0 ? (
            <Link
              href={href}
              prefetch={false}
              scroll={false}
              onFocus={onFocus}
              ref={(element) => {
                if (shouldFocus) element?.focus({ preventScroll: true });
              }}
              className="rounded-sm text-inherit"
            >
              {column.cell(row.original)}
            </Link>
          ) : (
            column.cell(row.original)
          )}
        </td>
      ))}
    </tr>
  );
}
