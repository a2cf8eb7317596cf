import type { ReactNode } from "react";

export function SheetSection({
  title,
  actions,
  children,
}: {
  title: string;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="border-b border-subtle py-4 last:border-b-0">
      <header className="mb-2 flex min-h-6 items-center justify-between gap-2">
        <h3 className="text-xs font-semibold text-muted">{title}</h3>
        {actions}
      </header>
      {children}
    </section>
  );
}
