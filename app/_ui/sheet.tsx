"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { scrimClass } from "./dialog";

export const Sheet = Base.Root;
export const SheetClose = Base.Close;
/** Every sheet has exactly one title; hide it with `className="sr-only"` where the content shows it. */
export const SheetTitle = Base.Title;

export interface SheetContentProps {
  children: ReactNode;
  side?: "left" | "right";
  /** A sheet over a list that stays usable: give `modal={false}` to `Sheet` as well. */
  hasScrim?: boolean;
  /** What has the focus first; the first control when left out. */
  initialFocus?: ComponentProps<typeof Base.Popup>["initialFocus"];
  className?: string;
}

/** A panel at the edge of the window; full width on narrow screens. Bring your own header and scrolling body. */
export function SheetContent({
  children,
  side = "right",
  hasScrim = true,
  initialFocus,
  className,
}: SheetContentProps) {
  const isLeft = side === "left";
  return (
    <Base.Portal>
      {hasScrim && <Base.Backdrop className={cn(scrimClass, "z-panel")} />}
      <Base.Popup
        initialFocus={initialFocus}
        className={cn(
          "fixed inset-y-0 z-panel flex w-full flex-col bg-surface shadow-modal outline-none transition-transform duration-200 ease-out",
          isLeft
            ? "left-0 max-w-72 data-ending-style:-translate-x-full data-starting-style:-translate-x-full"
            : "right-0 max-w-176 data-ending-style:translate-x-full data-starting-style:translate-x-full",
          className,
        )}
      >
        {children}
      </Base.Popup>
    </Base.Portal>
  );
}
