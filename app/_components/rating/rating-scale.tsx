"use client";

import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import { ThumbsDown, ThumbsUp } from "lucide-react";
import { cn } from "@/app/_ui/cn";

export type RatingValue = "bad" | "good" | "1" | "2" | "3" | "4" | "5";

const POINTS: readonly { value: RatingValue; label: string }[] = [
  { value: "1", label: "1, wrong" },
  { value: "2", label: "2, mostly misses" },
  { value: "3", label: "3, helps in part" },
  { value: "4", label: "4, good" },
  { value: "5", label: "5, just right" },
];

/** Nothing chosen yet. */
const NOTHING = "none";

export interface RatingScaleProps {
  value: RatingValue | null;
  onValueChange: (value: RatingValue) => void;
}

/** A thumb for a quick word, or one to five. */
export function RatingScale({ value, onValueChange }: RatingScaleProps) {
  return (
    <RadioGroup<RatingValue | typeof NOTHING>
      aria-label="How good is this answer?"
      value={value ?? NOTHING}
      onValueChange={(next) => next !== NOTHING && onValueChange(next)}
      className="flex flex-wrap items-center gap-1.5"
    >
      <Choice value="bad" label="Thumbs down">
        <ThumbsDown aria-hidden className="size-4" />
      </Choice>
      <Choice value="good" label="Thumbs up" className="mr-2">
        <ThumbsUp aria-hidden className="size-4" />
      </Choice>
      {POINTS.map((point) => (
        <Choice key={point.value} value={point.value} label={point.label}>
          {point.value}
        </Choice>
      ))}
      <span className="ml-1 text-xs text-subtle">
        {POINTS.find((point) => point.value === value)?.label.slice(3) ?? "1 wrong, 5 just right"}
      </span>
    </RadioGroup>
  );
}

interface ChoiceProps {
  value: RatingValue;
  label: string;
  children: React.ReactNode;
  className?: string;
}

function Choice({ value, label, children, className }: ChoiceProps) {
  return (
    <Radio.Root
      value={value}
      aria-label={label}
      title={label}
      className={cn(
        "flex size-8 cursor-pointer items-center justify-center rounded-md border border-strong bg-surface text-sm font-semibold text-emphasis tabular-nums hover:bg-muted data-checked:border-accent-solid data-checked:bg-accent-solid data-checked:text-on-accent",
        className,
      )}
    >
      {children}
    </Radio.Root>
  );
}
