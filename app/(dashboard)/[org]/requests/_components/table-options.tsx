"use client";

import { Columns3, Download } from "lucide-react";
import { formatCount } from "@/app/_lib/format";
import { IconButton } from "@/app/_ui/button";
import {
  Menu,
  MenuCheckboxItem,
  MenuContent,
  MenuGroup,
  MenuItem,
  MenuLabel,
  MenuTrigger,
} from "@/app/_ui/menu";
import type { RequestFiltersInput, RequestSort } from "@/server/contracts/requests";
import type { RequestColumn } from "./request-columns";
import { EXPORT_ROWS_MAX, useExport } from "./use-export";

export interface ColumnMenuProps {
  columns: readonly RequestColumn[];
  hidden: Readonly<Record<string, boolean>>;
  onHide: (id: string, isHidden: boolean) => void;
}

export function ColumnMenu({ columns, hidden, onHide }: ColumnMenuProps) {
  return (
    <Menu>
      <MenuTrigger
        render={
          <IconButton label="Columns" variant="ghost" size="sm">
            <Columns3 aria-hidden />
          </IconButton>
        }
      />
      <MenuContent>
        <MenuGroup>
          <MenuLabel>Columns</MenuLabel>
          {columns
            .filter((column) => column.isFixed !== true)
            .map((column) => (
              <MenuCheckboxItem
                key={column.id}
                isChecked={hidden[column.id] !== true}
                onCheckedChange={(isShown) => onHide(column.id, !isShown)}
              >
                {column.header}
              </MenuCheckboxItem>
            ))}
        </MenuGroup>
      </MenuContent>
    </Menu>
  );
}

export function DownloadMenu({ filters, sort }: { filters: RequestFiltersInput; sort: RequestSort }) {
  const { isExporting, onExport } = useExport(filters, sort);
  return (
    <Menu>
      <MenuTrigger
        render={
          <IconButton label="Download" variant="ghost" size="sm" isLoading={isExporting}>
            <Download aria-hidden />
          </IconButton>
        }
      />
      <MenuContent>
        <MenuGroup>
          <MenuLabel>This view, up to {formatCount(EXPORT_ROWS_MAX)} requests</MenuLabel>
          <MenuItem onSelect={() => onExport("csv")}>CSV</MenuItem>
          <MenuItem onSelect={() => onExport("jsonl")}>JSON lines</MenuItem>
        </MenuGroup>
      </MenuContent>
    </Menu>
  );
}
