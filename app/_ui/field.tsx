"use client";

import { Field as Base } from "@base-ui/react/field";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

export interface FieldProps {
  label: ReactNode;
  children: ReactNode;
  description?: ReactNode;
  /** The message under the control; also marks the control invalid and is read out with it. */
  error?: string | undefined;
  isOptional?: boolean;
  isDisabled?: boolean;
  className?: string;
}

/** Label, control, hint and error, wired together for assistive technology. */
export function Field({
  label,
  children,
  description,
  error,
  isOptional,
  isDisabled,
  className,
}: FieldProps) {
  return (
    <Base.Root
      invalid={error !== undefined}
      disabled={isDisabled}
      className={cn("flex min-w-0 flex-col gap-1.5", className)}
    >
      <Base.Label className="flex items-baseline gap-1.5 text-sm font-semibold text-emphasis data-disabled:opacity-60">
        {label}
        {isOptional === true && <span className="font-normal text-subtle">Optional</span>}
      </Base.Label>
      {children}
      {description !== undefined && (
        <Base.Description className="text-xs text-subtle">{description}</Base.Description>
      )}
      <Base.Error match={error !== undefined} className="flex items-start gap-1 text-xs text-error">
        <CircleAlert aria-hidden className="mt-0.5 size-3 shrink-0" />
        {error}
      </Base.Error>
    </Base.Root>
  );
}
