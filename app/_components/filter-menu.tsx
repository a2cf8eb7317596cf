"use client";

import { ChevronDown } from "lucide-react";
import { formatCompact } from "@/app/_lib/format";
import { Button } from "@/app/_ui/button";
import {
  Menu,
  MenuCheckboxItem,
  MenuContent,
  MenuGroup,
  MenuItem,
  MenuLabel,
  MenuSeparator,
  MenuTrigger,
} from "@/app/_ui/menu";
import type { Facets } from "@/server/contracts/requests";

export interface FilterMenuProps<Value extends string> {
  label: string;
  options: Facets["model"];
  chosen: readonly Value[] | null;
  onChange: (chosen: string[] | null) => void;
  /** Shows a value by another name. */
  nameOf?: (value: string) => string;
}

/** Any number of the values that occur; those chosen elsewhere stay listed even when they no longer occur. */
export function FilterMenu<Value extends string>(props: FilterMenuProps<Value>) {
  const { label, options, onChange, nameOf } = props;
  const chosen: readonly string[] = props.chosen ?? [];
  const missing = chosen.filter((value) => !options.some((option) => option.value === value));
  const all = [...options, ...missing.map((value) => ({ value, label: value, count: null }))];
  const toggle = (value: string, isChosen: boolean) => {
    const next = isChosen ? [...chosen, value] : chosen.filter((other) => other !== value);
    onChange(next.length === 0 ? null : next);
  };
  return (
    <Menu>
      <MenuTrigger
        render={
          <Button size="sm" variant={chosen.length > 0 ? "secondary" : "ghost"}>
            {label}
            {chosen.length > 0 && (
              <span className="rounded-sm bg-muted px-1 text-2xs tabular-nums">{chosen.length}</span>
            )}
            <ChevronDown aria-hidden />
          </Button>
        }
      />
      <MenuContent align="start" className="max-w-80">
        <MenuGroup>
          <MenuLabel>{all.length === 0 ? `No ${label.toLowerCase()} in this range` : label}</MenuLabel>
          {all.map((option) => (
            <MenuCheckboxItem
              key={option.value}
              isChecked={chosen.includes(option.value)}
              onCheckedChange={(isChecked) => toggle(option.value, isChecked)}
            >
              <span className="flex items-center gap-3">
                <span className="min-w-0 grow truncate">{nameOf?.(option.value) ?? option.label}</span>
                {option.count !== null && (
                  <span className="text-xs text-subtle tabular-nums">{formatCompact(option.count)}</span>
                )}
              </span>
            </MenuCheckboxItem>
          ))}
        </MenuGroup>
        {chosen.length > 0 && (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => onChange(null)}>Clear</MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
