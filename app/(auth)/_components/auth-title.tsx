import type { ReactNode } from "react";

export function AuthTitle({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="mb-6">
      <h1 className="text-xl font-semibold text-emphasis">{title}</h1>
      {children === undefined ? null : <p className="mt-1 text-base text-pretty text-muted">{children}</p>}
    </div>
  );
}
