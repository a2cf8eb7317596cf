"use client";

import { RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { CopyId } from "./copy";

export interface ErrorStateProps {
  title?: ReactNode;
  /** The error's `userMessage`: what happened and what to do next. */
  message: ReactNode;
  requestId?: string | undefined;
  onRetry?: () => void;
  isRetrying?: boolean;
  action?: ReactNode;
  /** `h1` where the state is the whole page. */
  headingLevel?: "h1" | "h2";
  className?: string;
}

/** A view that failed: cause, way on, and the id to quote. Never a dead end. */
export function ErrorState(props: ErrorStateProps) {
  const {
    title = "This could not be loaded",
    message,
    requestId,
    onRetry,
    isRetrying,
    action,
    headingLevel: Heading = "h2",
    className,
  } = props;
  return (
    <div role="alert" className={cn("flex flex-col items-center px-6 py-14 text-center", className)}>
      <span
        aria-hidden
        className="mb-4 flex size-9 items-center justify-center rounded-lg bg-error-subtle text-error"
      >
        <TriangleAlert className="size-4" />
      </span>
      <Heading className="text-base font-semibold text-emphasis">{title}</Heading>
      <p className="mt-1 max-w-104 text-sm text-balance text-muted">{message}</p>
      <div className="mt-4 flex items-center gap-2">
        {onRetry !== undefined && (
          <Button icon={<RotateCw aria-hidden />} onClick={onRetry} isLoading={isRetrying}>
            Try again
          </Button>
        )}
        {action}
      </div>
      {requestId !== undefined && (
        <p className="mt-4 text-xs text-subtle">
          Request id <CopyId id={requestId} label="Copy request id" />
        </p>
      )}
    </div>
  );
}
