import type { ReactNode } from "react";
import { cn } from "./cn";

export interface Fact {
  label: string;
  value: ReactNode;
}

/** Names and values, one per row. */
export function Facts({ items, className }: { items: readonly Fact[]; className?: string }) {
  return (
    <dl className={cn("grid grid-cols-[minmax(6rem,9rem)_1fr] gap-x-4", className)}>
      {items.map((item) => (
        <div
          key={item.label}
          className="col-span-2 grid min-h-8 grid-cols-subgrid items-center border-b border-subtle py-1 last:border-b-0"
        >
          <dt className="text-xs text-subtle">{item.label}</dt>
          <dd className="min-w-0 text-sm break-words text-emphasis tabular-nums">{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}
