"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { type ReactNode, useId } from "react";
import { cn } from "./cn";

export interface RadioCardOption<Value extends string> {
  value: Value;
  label: ReactNode;
  description: ReactNode;
}

export interface RadioCardsProps<Value extends string> {
  /** Spoken name of the group. */
  label: string;
  options: readonly RadioCardOption<Value>[];
  value: Value;
  onValueChange: (value: Value) => void;
  isDisabled?: boolean;
  className?: string;
}

/** One choice among a few that need a sentence each. */
export function RadioCards<Value extends string>(props: RadioCardsProps<Value>) {
  const { label, options, value, onValueChange, isDisabled, className } = props;
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={onValueChange}
      disabled={isDisabled}
      className={cn("divide-y divide-default overflow-hidden rounded-lg border border-default", className)}
    >
      {options.map((option) => (
        <RadioCard key={option.value} option={option} />
      ))}
    </RadioGroup>
  );
}

function RadioCard<Value extends string>({ option }: { option: RadioCardOption<Value> }) {
  const id = useId();
  return (
    <div className="relative flex gap-3 px-3.5 py-3 transition-colors duration-120 has-data-checked:bg-accent-subtle hover:not-has-data-checked:bg-subtle">
      <Radio.Root
        value={option.value}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-description`}
        className="mt-0.5 flex size-4 shrink-0 items-center justify-center rounded-full border border-strong bg-surface after:absolute after:inset-0 data-checked:border-accent-solid data-checked:bg-accent-solid"
      >
        <Radio.Indicator className="size-1.5 rounded-full bg-on-accent" />
      </Radio.Root>
      <span className="min-w-0">
        <span id={`${id}-label`} className="block text-sm font-semibold text-emphasis">
          {option.label}
        </span>
        <span id={`${id}-description`} className="mt-0.5 block text-xs text-muted">
          {option.description}
        </span>
      </span>
    </div>
  );
}
