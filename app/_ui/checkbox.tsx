"use client";

import { Checkbox as Base } from "@base-ui/react/checkbox";
import { Check, Minus } from "lucide-react";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn";

type BaseProps = Omit<
  ComponentProps<typeof Base.Root>,
  "className" | "checked" | "onCheckedChange" | "children"
>;

export interface CheckboxProps extends BaseProps {
  isChecked: boolean;
  onCheckedChange: (isChecked: boolean) => void;
  label: ReactNode;
  description?: ReactNode;
  /** For tables, where the column says what it is for. */
  isLabelHidden?: boolean;
  className?: string;
}

export function Checkbox({
  isChecked,
  onCheckedChange,
  label,
  description,
  isLabelHidden = false,
  className,
  ...props
}: CheckboxProps) {
  const id = useId();
  return (
    <div className={cn("flex gap-2.5", className)}>
      <Base.Root
        {...props}
        checked={isChecked}
        onCheckedChange={(next) => onCheckedChange(next)}
        aria-labelledby={`${id}-label`}
        aria-describedby={description === undefined ? undefined : `${id}-description`}
        className="relative mt-0.5 flex size-4 shrink-0 cursor-pointer items-center justify-center rounded-sm border border-strong bg-surface text-on-accent after:absolute after:-inset-1 data-checked:border-accent-solid data-checked:bg-accent-solid data-disabled:cursor-not-allowed data-disabled:opacity-50 data-indeterminate:border-accent-solid data-indeterminate:bg-accent-solid"
      >
        <Base.Indicator>
          {props.indeterminate === true ? (
            <Minus aria-hidden className="size-3" />
          ) : (
            <Check aria-hidden className="size-3" strokeWidth={3} />
          )}
        </Base.Indicator>
      </Base.Root>
      <span className="min-w-0">
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: the pointer's larger target; the keyboard has the box itself */}
        {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
        <span
          id={`${id}-label`}
          className={isLabelHidden ? "sr-only" : "text-sm text-emphasis"}
          onClick={() => props.disabled !== true && onCheckedChange(!isChecked)}
        >
          {label}
        </span>
        {description !== undefined && (
          <span id={`${id}-description`} className="block text-xs text-muted">
            {description}
          </span>
        )}
      </span>
    </div>
  );
}
