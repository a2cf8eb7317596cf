"use client";

import { ChevronDown } from "lucide-react";
import { Button } from "@/app/_ui/button";
import {
  Menu,
  MenuContent,
  MenuGroup,
  MenuItem,
  MenuLabel,
  MenuRadioGroup,
  MenuRadioItem,
  MenuSeparator,
  MenuTrigger,
} from "@/app/_ui/menu";

export interface ChoiceMenuProps<Value extends string> {
  label: string;
  values: readonly Value[];
  chosen: Value | null;
  onChange: (chosen: Value | null) => void;
  /** Shows a value by another name. */
  nameOf?: (value: Value) => string;
}

/** One value of a dimension, or any. */
export function ChoiceMenu<Value extends string>(props: ChoiceMenuProps<Value>) {
  const { label, values, chosen, onChange, nameOf } = props;
  const all = chosen === null || values.includes(chosen) ? values : [...values, chosen];
  return (
    <Menu>
      <MenuTrigger
        render={
          <Button size="sm" variant={chosen === null ? "ghost" : "secondary"}>
            {label}
            <ChevronDown aria-hidden />
          </Button>
        }
      />
      <MenuContent align="start" className="max-w-80">
        <MenuGroup>
          <MenuLabel>{all.length === 0 ? `No ${label.toLowerCase()} in this range` : label}</MenuLabel>
          <MenuRadioGroup
            value={chosen}
            onValueChange={(next: Value) => onChange(all.find((value) => value === next) ?? null)}
          >
            {all.map((value) => (
              <MenuRadioItem key={value} value={value} closesMenu>
                {nameOf?.(value) ?? value}
              </MenuRadioItem>
            ))}
          </MenuRadioGroup>
        </MenuGroup>
        {chosen !== null && (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => onChange(null)}>Clear</MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
