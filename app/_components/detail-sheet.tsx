"use client";

import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { useHotkeys } from "@/app/_lib/use-hotkeys";
import { IconButton } from "@/app/_ui/button";
import { CopyId } from "@/app/_ui/copy";
import { Sheet, SheetClose, SheetContent, SheetTitle } from "@/app/_ui/sheet";

export interface DetailSheetProps {
  isOpen: boolean;
  /** Spoken name of the open thing: “Open request”. */
  label: string;
  onClose: () => void;
  children: ReactNode;
}

/** Everything about one row, beside a list that stays usable. */
export function DetailSheet({ isOpen, label, onClose, children }: DetailSheetProps) {
  const panel = useRef<HTMLElement>(null);
  return (
    <Sheet open={isOpen} onOpenChange={(open) => !open && onClose()} modal={false} disablePointerDismissal>
      <SheetContent hasScrim={false} initialFocus={panel}>
        {isOpen && (
          <section
            ref={panel}
            aria-label={label}
            tabIndex={-1}
            className="flex min-h-0 grow flex-col outline-none"
          >
            {children}
          </section>
        )}
      </SheetContent>
    </Sheet>
  );
}

export interface SheetBarProps {
  /** What the sheet shows one of: “Request”. */
  thing: string;
  id: string;
  actions?: ReactNode;
  onPrevious: (() => void) | undefined;
  onNext: (() => void) | undefined;
}

/** Title, id and the way to the neighbours: `[` and `]` step through the list. */
export function SheetBar({ thing, id, actions, onPrevious, onNext }: SheetBarProps) {
  useHotkeys({ "[": () => onPrevious?.(), "]": () => onNext?.() });
  const noun = thing.toLowerCase();
  return (
    <header className="flex h-12 shrink-0 items-center gap-1 border-b border-default pr-2 pl-4 md:pl-5">
      <SheetTitle className="text-sm font-semibold text-emphasis">{thing}</SheetTitle>
      <CopyId id={id} label={`Copy ${noun} id`} className="ml-2 whitespace-nowrap text-muted max-sm:hidden" />
      <span className="grow" />
      {actions}
      <IconButton
        label={`Previous ${noun}`}
        shortcut={["["]}
        size="icon-sm"
        disabled={onPrevious === undefined}
        onClick={onPrevious}
      >
        <ChevronUp aria-hidden />
      </IconButton>
      <IconButton
        label={`Next ${noun}`}
        shortcut={["]"]}
        size="icon-sm"
        disabled={onNext === undefined}
        onClick={onNext}
      >
        <ChevronDown aria-hidden />
      </IconButton>
      <SheetClose
        render={
          <IconButton label="Close" shortcut={["Esc"]} size="icon-sm">
            <X aria-hidden />
          </IconButton>
        }
      />
    </header>
  );
}
