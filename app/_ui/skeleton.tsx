import type { ReactNode } from "react";
import { cn } from "./cn";

/** A grey bar in the place of text or a figure; give it the final size. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn("block h-3.5 animate-shimmer rounded-sm bg-muted", className)} />;
}

/** Wraps the skeletons of one view: invisible for the first 200 ms, and told to assistive technology once. */
export function Loading({
  children,
  label = "Loading…",
  className,
}: {
  children: ReactNode;
  label?: string;
  className?: string;
}) {
  return (
    <div aria-busy="true" className={cn("animate-appear", className)}>
      <span role="status" className="sr-only">
        {label}
      </span>
      {children}
    </div>
  );
}
