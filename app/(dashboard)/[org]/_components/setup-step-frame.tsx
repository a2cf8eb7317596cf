import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "@/app/_ui/cn";

export interface SetupStepFrameProps {
  number: number;
  title: string;
  isDone?: boolean;
  /** Shows the content; later steps wait folded. */
  isCurrent?: boolean;
  children?: ReactNode;
}

export function SetupStepFrame({
  number,
  title,
  isDone = false,
  isCurrent = false,
  children,
}: SetupStepFrameProps) {
  const isOpen = isCurrent && children !== undefined;
  return (
    <li className="flex gap-3 border-b border-default px-4 py-3 last:border-b-0">
      <span
        aria-hidden
        className={cn(
          "flex size-5 shrink-0 items-center justify-center rounded-full border text-2xs tabular-nums",
          isDone
            ? "border-success-solid bg-success-subtle text-success"
            : isOpen
              ? "border-accent-solid text-accent"
              : "border-strong text-subtle",
        )}
      >
        {isDone ? <Check className="size-3" strokeWidth={3} /> : number}
      </span>
      <div className="min-w-0 grow">
        <h3 className="flex min-h-5 flex-wrap items-center justify-between gap-2 text-sm">
          <span className={cn(isOpen && !isDone ? "font-semibold text-emphasis" : "font-normal text-muted")}>
            {title}
            {isDone && <span className="sr-only"> (done)</span>}
          </span>
        </h3>
        {isOpen && <div className="mt-2.5 mb-1">{children}</div>}
      </div>
    </li>
  );
}
