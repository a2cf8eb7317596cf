import type { ReactNode } from "react";

interface SectionProps {
  id: string;
  title: string;
  lead?: ReactNode;
  children: ReactNode;
}

/** Heading on the left, matter on the right; stacked on narrow screens. */
export function Section({ id, title, lead, children }: SectionProps) {
  return (
    <section id={id} aria-labelledby={`${id}-title`} className="scroll-mt-14 border-t border-default">
      <div className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] gap-x-12 gap-y-8 px-5 py-16 sm:px-8 lg:grid-cols-[280px_minmax(0,1fr)] lg:py-20">
        <div>
          <h2 id={`${id}-title`} className="text-xl font-semibold text-balance text-emphasis">
            {title}
          </h2>
          {lead ? <div className="mt-3 text-base leading-6 text-pretty text-muted">{lead}</div> : null}
        </div>
        <div className="min-w-0">{children}</div>
      </div>
    </section>
  );
}
