"use client";

import { Field } from "@base-ui/react/field";
import { Input as Base } from "@base-ui/react/input";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";

export const controlClass = [
  "w-full min-w-0 rounded-md border border-strong bg-surface px-2.5 text-sm text-emphasis transition-[border-color] duration-150",
  "placeholder:text-subtle hover:not-disabled:border-(--content-subtle)",
  "focus-visible:border-focus focus-visible:outline-1 focus-visible:outline-offset-0",
  "disabled:cursor-not-allowed disabled:bg-subtle disabled:text-subtle",
  "data-invalid:border-error-solid",
  // iOS zooms into a field whose text is smaller than 16 px.
  "pointer-coarse:text-md",
].join(" ");

export interface InputProps extends Omit<ComponentProps<typeof Base>, "className"> {
  className?: string;
  isMono?: boolean;
}

export function Input({ className, isMono = false, ...props }: InputProps) {
  return <Base {...props} className={cn(controlClass, "h-8", isMono && "font-mono text-xs", className)} />;
}

export interface SearchInputProps extends InputProps {
  icon: ReactNode;
  trailing?: ReactNode;
}

/** An input with a leading icon and room for a key hint at its end. */
export function AffixInput({ icon, trailing, className, ...props }: SearchInputProps) {
  return (
    <span className={cn("relative flex items-center", className)}>
      <span className="pointer-events-none absolute left-2.5 text-subtle [&_svg]:size-3.5">{icon}</span>
      <Input {...props} className="px-8" />
      {trailing !== undefined && <span className="absolute right-2">{trailing}</span>}
    </span>
  );
}

export interface TextareaProps extends Omit<ComponentProps<"textarea">, "defaultValue" | "value"> {
  defaultValue?: string;
  value?: string;
  isMono?: boolean;
}

export function Textarea({ className, isMono = false, ...props }: TextareaProps) {
  return (
    <Field.Control
      render={<textarea {...props} />}
      className={cn(controlClass, "min-h-14 py-1.5", isMono && "font-mono text-xs", className)}
    />
  );
}
