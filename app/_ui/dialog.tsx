"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type ReactNode, type RefObject, useRef } from "react";
import { IconButton } from "./button";
import { cn } from "./cn";

export const Dialog = Base.Root;

export const scrimClass =
  "fixed inset-0 bg-scrim transition-opacity duration-150 data-ending-style:opacity-0 data-starting-style:opacity-0";

const WIDTHS = { sm: "max-w-104", md: "max-w-128", lg: "max-w-176" } as const;

export interface DialogContentProps {
  title: ReactNode;
  children: ReactNode;
  description?: ReactNode;
  size?: keyof typeof WIDTHS;
  /** Where the focus goes first; the first control by default. */
  initialFocus?: RefObject<HTMLElement | null>;
}

/** A modal window. Its body scrolls, its title and `DialogFooter` stay. */
export function DialogContent({
  title,
  description,
  children,
  size = "sm",
  initialFocus,
}: DialogContentProps) {
  const popup = useRef<HTMLDivElement>(null);
  // A form begins at its first field, not at a link in the description.
  const firstField = () => popup.current?.querySelector<HTMLElement>(FIELDS) ?? true;
  return (
    <Base.Portal>
      <Base.Backdrop className={cn(scrimClass, "z-modal")} />
      <Base.Viewport className="fixed inset-0 z-modal flex items-start justify-center overflow-y-auto px-4 py-[min(12vh,6rem)]">
        <Base.Popup
          ref={popup}
          initialFocus={initialFocus ?? firstField}
          className={cn(
            "relative w-full rounded-xl bg-surface shadow-modal outline-none transition-[opacity,transform] duration-150",
            "data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0",
            WIDTHS[size],
          )}
        >
          <header className="py-4.5 pr-12 pb-0 pl-5">
            <Base.Title className="text-base font-semibold text-emphasis">{title}</Base.Title>
            {description !== undefined && (
              <Base.Description className="mt-1 text-sm text-muted">{description}</Base.Description>
            )}
          </header>
          <div className="px-5 pt-4 pb-5">{children}</div>
          <Base.Close
            render={
              <IconButton label="Close" size="icon-sm" className="absolute top-4 right-4">
                <X aria-hidden />
              </IconButton>
            }
          />
        </Base.Popup>
      </Base.Viewport>
    </Base.Portal>
  );
}

const FIELDS = "input:not([aria-hidden]), textarea, [role='combobox']";

/** Last child of the content: actions at the right, the main one last. */
export function DialogFooter({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <footer
      className={cn(
        "-mx-5 mt-5 -mb-5 flex flex-wrap items-center justify-end gap-2 border-t border-default px-5 py-3",
        className,
      )}
    >
      {children}
    </footer>
  );
}
