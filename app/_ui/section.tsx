import type { ReactNode } from "react";
import { cn } from "./cn";

export interface SectionProps {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** For links into the page. */
  id?: string;
  className?: string;
}

/** A titled part of a page. Not a card: the content inside may bring one border. */
export function Section({ title, description, actions, children, id, className }: SectionProps) {
  return (
    <section id={id} className={cn("scroll-mt-16", className)}>
      <header className="mb-3 flex flex-wrap items-end gap-x-4 gap-y-2">
        <div className="min-w-0 grow">
          <h2 className="text-base font-semibold text-emphasis">{title}</h2>
          {description !== undefined && <p className="mt-0.5 max-w-160 text-sm text-muted">{description}</p>}
        </div>
        {actions}
      </header>
      {children}
    </section>
  );
}

/** One bordered surface. Never inside another one. */
export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <div className={cn("overflow-hidden rounded-lg border border-default bg-surface", className)}>
      {children}
    </div>
  );
}
