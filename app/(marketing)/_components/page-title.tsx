import type { ReactNode } from "react";

export function PageTitle({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="mx-auto max-w-[1160px] px-5 pt-14 pb-12 sm:px-8 lg:pt-20">
      <h1 className="text-2xl font-semibold text-balance text-emphasis sm:text-3xl">{title}</h1>
      <div className="mt-4 max-w-[60ch] text-md leading-7 text-pretty text-default">{children}</div>
    </div>
  );
}
