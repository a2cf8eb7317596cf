import { X } from "lucide-react";
import type { ReactNode } from "react";
import { IconButton } from "@/app/_ui/button";
import { Sheet, SheetClose, SheetContent, SheetTitle } from "@/app/_ui/sheet";

export interface ListSheetProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** The rows of one thing, beside the list of things. */
export function ListSheet({ title, isOpen, onClose, children }: ListSheetProps) {
  return (
    <Sheet open={isOpen} onOpenChange={(open) => !open && onClose()}>
      <SheetContent>
        <header className="flex h-12 shrink-0 items-center gap-2 border-b border-default pr-2 pl-4 md:pl-5">
          <SheetTitle className="min-w-0 truncate text-sm font-semibold text-emphasis">{title}</SheetTitle>
          <span className="grow" />
          <SheetClose
            render={
              <IconButton label="Close" shortcut={["Esc"]} size="icon-sm">
                <X aria-hidden />
              </IconButton>
            }
          />
        </header>
        <div className="min-h-0 grow overflow-y-auto px-4 py-3 md:px-5">{children}</div>
      </SheetContent>
    </Sheet>
  );
}
