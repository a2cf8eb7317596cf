"use client";

import { type ReactNode, useState } from "react";
import { cn } from "@/app/_ui/cn";

export interface FoldedProps {
  /** Length of the content in characters; short content is never folded. */
  length: number;
  children: ReactNode;
}

const LONG_CHARACTERS = 1_600;

/** Shows the start of long content and a button for the rest. */
export function Folded({ length, children }: FoldedProps) {
  const [isOpen, setIsOpen] = useState(false);
  if (length <= LONG_CHARACTERS) return children;
  return (
    <div>
      <div className={cn(!isOpen && "max-h-72 overflow-hidden mask-b-from-70%")}>{children}</div>
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(!isOpen)}
        className="mt-1 min-h-6 rounded-sm text-xs font-semibold text-accent hover:underline"
      >
        {isOpen ? "Show less" : `Show all ${length.toLocaleString("en-US")} characters`}
      </button>
    </div>
  );
}
