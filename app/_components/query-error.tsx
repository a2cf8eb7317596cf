"use client";

import { ErrorState } from "@/app/_ui/error-state";
import { shownError } from "../_lib/trpc/errors";

export interface QueryErrorProps {
  /** Any react-query result that failed. */
  query: { error: unknown; isFetching: boolean; refetch: () => unknown };
  title?: string;
  className?: string;
}

/** A query that failed: what happened, the request id, and a way to try again. */
export function QueryError({ query, title, className }: QueryErrorProps) {
  const { message, requestId } = shownError(query.error);
  return (
    <ErrorState
      title={title}
      message={message}
      requestId={requestId}
      isRetrying={query.isFetching}
      onRetry={() => void query.refetch()}
      className={className}
    />
  );
}
