"use client";

import { Switch as Base } from "@base-ui/react/switch";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export interface SwitchProps {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  label: ReactNode;
  description?: ReactNode;
  isDisabled?: boolean;
  /** Keeps the label for assistive technology only. */
  isLabelHidden?: boolean;
  className?: string;
}

/** Takes effect at once; use a checkbox where a form is sent. */
export function Switch({
  isOn,
  onChange,
  label,
  description,
  isDisabled,
  isLabelHidden = false,
  className,
}: SwitchProps) {
  const id = useId();
  return (
    <div className={cn("flex items-start justify-between gap-4", className)}>
      <span className={cn("min-w-0", isLabelHidden && "sr-only")}>
        <span id={`${id}-label`} className="block text-sm font-semibold text-emphasis">
          {label}
        </span>
        {description !== undefined && (
          <span id={`${id}-description`} className="mt-0.5 block text-xs text-muted">
            {description}
          </span>
        )}
      </span>
      <Base.Root
        checked={isOn}
        onCheckedChange={(next) => onChange(next)}
        disabled={isDisabled}
        aria-labelledby={`${id}-label`}
        aria-describedby={description === undefined ? undefined : `${id}-description`}
        className="relative flex h-4.5 w-8 shrink-0 cursor-pointer items-center rounded-full bg-(--border-strong) p-0.5 transition-colors duration-150 after:absolute after:-inset-1 data-checked:bg-accent-solid data-disabled:cursor-not-allowed data-disabled:opacity-50"
      >
        <Base.Thumb className="size-3.5 rounded-full bg-(--on-accent) transition-transform duration-150 data-checked:translate-x-3.5" />
      </Base.Root>
    </div>
  );
}
