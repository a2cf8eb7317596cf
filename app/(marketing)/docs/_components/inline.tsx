import type { ReactNode } from "react";

export function Inline({ children }: { children: ReactNode }) {
  return (
    <code className="rounded-sm bg-muted px-1 py-0.5 font-mono text-[0.9em] break-words text-emphasis">
      {children}
    </code>
  );
}
