import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "./cn";

const badgeVariants = cva(
  "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 text-xs [&_svg]:size-3 [&_svg]:shrink-0",
  {
    variants: {
      tone: {
        neutral: "bg-neutral-subtle text-neutral",
        accent: "bg-accent-subtle text-accent",
        success: "bg-success-subtle text-success",
        warning: "bg-warning-subtle text-warning",
        error: "bg-error-subtle text-error",
        info: "bg-info-subtle text-info",
        outline: "border border-default text-muted",
      },
    },
    defaultVariants: { tone: "neutral" },
  },
);

export interface BadgeProps extends VariantProps<typeof badgeVariants> {
  children: ReactNode;
  icon?: ReactNode;
  className?: string;
}

export function Badge({ tone, children, icon, className }: BadgeProps) {
  return (
    <span className={cn(badgeVariants({ tone }), className)}>
      {icon}
      {children}
    </span>
  );
}

const DOT_TONES = {
  neutral: "bg-neutral-solid",
  success: "bg-success-solid",
  warning: "bg-warning-solid",
  error: "bg-error-solid",
  info: "bg-info-solid",
  accent: "bg-accent-solid",
} as const;

export type DotTone = keyof typeof DOT_TONES;

/** Decorative: a word stands beside it. `isLive` makes it breathe. */
export function StatusDot({
  tone,
  isLive = false,
  className,
}: {
  tone: DotTone;
  isLive?: boolean;
  className?: string;
}) {
  return (
    <span aria-hidden className={cn("relative inline-flex size-1.5 shrink-0", className)}>
      {isLive && <span className={cn("absolute inset-0 animate-live rounded-full", DOT_TONES[tone])} />}
      <span className={cn("relative size-full rounded-full", DOT_TONES[tone])} />
    </span>
  );
}
