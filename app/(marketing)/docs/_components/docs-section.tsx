import type { ReactNode } from "react";

interface DocsSectionProps {
  id: string;
  title: string;
  children: ReactNode;
}

export function DocsSection({ id, title, children }: DocsSectionProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className="scroll-mt-20 space-y-4 pb-12 text-base leading-7 text-default"
    >
      <h2 id={`${id}-title`} className="text-lg leading-7 font-semibold tracking-[-0.01em] text-emphasis">
        <a
          href={`#${id}`}
          className="hover:underline hover:decoration-(--border-strong) hover:underline-offset-4"
        >
          {title}
        </a>
      </h2>
      {children}
    </section>
  );
}
