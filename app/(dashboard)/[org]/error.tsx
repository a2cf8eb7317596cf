"use client";

import { ErrorState } from "@/app/_ui/error-state";

interface ErrorProps {
  error: Error & { digest?: string };
  reset: () => void;
}

export default function ConsoleError({ error, reset }: ErrorProps) {
  return (
    <ErrorState
      headingLevel="h1"
      className="m-auto"
      title="This page failed"
      message="It is our fault, and it is in our log. Try again; if it happens again, tell us the id below."
      requestId={error.digest}
      onRetry={reset}
    />
  );
}
