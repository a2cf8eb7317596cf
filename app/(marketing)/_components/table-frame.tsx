import type { ReactNode } from "react";

interface TableFrameProps {
  label: string;
  /** Below this width the table scrolls inside its own frame. */
  widthMin?: "sm" | "md" | "lg";
  children: ReactNode;
}

const WIDTHS = { sm: "min-w-[400px]", md: "min-w-[640px]", lg: "min-w-[760px]" } as const;

/** `relative` keeps text for screen readers inside the scrolling area; without it the page itself grows wider. */
export function TableFrame({ label, widthMin = "md", children }: TableFrameProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to take keyboard focus (WCAG 2.1.1)
    <section aria-label={label} tabIndex={0} className="relative overflow-x-auto">
      <table
        className={`w-full border-collapse text-left text-base leading-5 text-default [&_td]:border-t [&_td]:border-default [&_td]:py-2.5 [&_td]:pr-5 [&_td]:align-top [&_th]:py-2.5 [&_th]:pr-5 [&_th]:align-top [&_tbody_th]:border-t [&_tbody_th]:border-default [&_tbody_th]:font-semibold [&_tbody_th]:text-emphasis [&_thead_th]:text-sm [&_thead_th]:font-normal [&_thead_th]:text-muted ${
          WIDTHS[widthMin]
        }`}
      >
        {children}
      </table>
    </section>
  );
}
