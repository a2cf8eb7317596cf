"use client";

import { Columns3 } from "lucide-react";
import { IconButton } from "@/app/_ui/button";
import { Menu, MenuCheckboxItem, MenuContent, MenuGroup, MenuLabel, MenuTrigger } from "@/app/_ui/menu";
import type { RequestColumn } from "./request-columns";

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
