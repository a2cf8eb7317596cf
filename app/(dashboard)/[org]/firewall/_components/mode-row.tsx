import type { ReactNode } from "react";

export interface ModeRowProps {
  label: string;
  description: string;
  /** The choices at the right. */
  children: ReactNode;
}

/** One category of the policy: what it is, and what is done about it. */
export function ModeRow({ label, description, children }: ModeRowProps) {
  return (
    <div className="flex flex-col gap-2 px-4 py-3 sm:flex-row sm:items-start sm:gap-6">
      <div className="min-w-0 grow">
        <p className="text-sm font-semibold text-emphasis">{label}</p>
        <p className="text-xs text-muted">{description}</p>
      </div>
      <div className="flex shrink-0 flex-wrap gap-2 sm:w-64 sm:flex-nowrap">{children}</div>
    </div>
  );
}
