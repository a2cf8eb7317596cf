import { cva, type VariantProps } from "class-variance-authority";
import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./cn";

const calloutVariants = cva("flex items-start gap-2.5 rounded-lg px-3 py-2.5 text-sm text-default", {
  variants: {
    tone: {
      neutral: "bg-muted [&>svg]:text-muted",
      info: "bg-info-subtle [&>svg]:text-info",
      success: "bg-success-subtle [&>svg]:text-success",
      warning: "bg-warning-subtle [&>svg]:text-warning",
      error: "bg-error-subtle [&>svg]:text-error",
    },
  },
  defaultVariants: { tone: "neutral" },
});

const ICONS = {
  neutral: Info,
  info: Info,
  success: CircleCheck,
  warning: TriangleAlert,
  error: CircleAlert,
} as const;

export interface CalloutProps extends VariantProps<typeof calloutVariants> {
  children: ReactNode;
  /** Announces the text when it appears: for results of an action. */
  isLive?: boolean;
  className?: string;
}

export function Callout({ tone, children, isLive = false, className }: CalloutProps) {
  const Icon = ICONS[tone ?? "neutral"];
  return (
    <div
      role={isLive ? (tone === "error" ? "alert" : "status") : undefined}
      className={cn(calloutVariants({ tone }), className)}
    >
      <Icon aria-hidden className="mt-[3px] size-3.5 shrink-0" />
      <div className="min-w-0 grow">{children}</div>
    </div>
  );
}
