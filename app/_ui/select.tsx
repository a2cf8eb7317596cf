"use client";

import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { controlClass } from "./input";
import { popupClass } from "./popover";

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  description?: string;
  icon?: ReactNode;
}

export interface SelectProps<Value extends string> {
  options: readonly SelectOption<Value>[];
  value: Value | null;
  onValueChange: (value: Value) => void;
  placeholder?: string;
  /** Only where no `Field` gives a label. */
  "aria-label"?: string;
  name?: string;
  size?: "sm" | "md";
  isDisabled?: boolean;
  className?: string;
}

export function Select<Value extends string>(props: SelectProps<Value>) {
  const { options, value, onValueChange, placeholder = "Choose…", size = "md" } = props;
  return (
    <Base.Root
      items={options}
      value={value}
      name={props.name}
      disabled={props.isDisabled}
      modal={false}
      onValueChange={(next) => {
        if (next !== null) onValueChange(next);
      }}
    >
      <Base.Trigger
        aria-label={props["aria-label"]}
        className={cn(
          controlClass,
          "flex items-center justify-between gap-2 text-left data-disabled:opacity-60",
          size === "sm" ? "h-7 px-2 text-xs" : "h-8",
          props.className,
        )}
      >
        <span className="truncate">
          <Base.Value placeholder={<span className="text-subtle">{placeholder}</span>} />
        </span>
        <Base.Icon>
          <ChevronsUpDown aria-hidden className="size-3.5 text-subtle" />
        </Base.Icon>
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner
          alignItemWithTrigger={false}
          sideOffset={4}
          collisionPadding={8}
          className="z-popover"
        >
          <Base.Popup
            className={cn(
              popupClass,
              "max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto p-1",
            )}
          >
            <Base.List>
              {options.map((option) => (
                <SelectItem key={option.value} option={option} />
              ))}
            </Base.List>
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

function SelectItem<Value extends string>({ option }: { option: SelectOption<Value> }) {
  return (
    <Base.Item
      value={option.value}
      className="flex cursor-default items-start gap-2 rounded-sm py-1.5 pr-8 pl-2 text-sm text-default outline-none select-none data-highlighted:bg-muted data-highlighted:text-emphasis"
    >
      {option.icon !== undefined && <span className="mt-0.5 [&_svg]:size-4">{option.icon}</span>}
      <span className="min-w-0">
        <Base.ItemText>{option.label}</Base.ItemText>
        {option.description !== undefined && (
          <span className="block max-w-72 text-xs text-subtle">{option.description}</span>
        )}
      </span>
      <Base.ItemIndicator className="absolute right-2">
        <Check aria-hidden className="mt-0.5 size-3.5 text-accent" />
      </Base.ItemIndicator>
    </Base.Item>
  );
}
