"use client";

import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";
import { Kbd } from "./kbd";

/** Wrap the app once, so that neighbouring tooltips open without a second wait. */
export const TooltipProvider = Base.Provider;

export interface TooltipProps {
  content: ReactNode;
  /** The one element that has the tooltip; it must accept a ref and be focusable. */
  children: ReactElement;
  shortcut?: readonly string[];
  side?: "top" | "bottom" | "left" | "right";
}

/** A hint for pointer and keyboard; never the only place of a fact. */
export function Tooltip({ content, children, shortcut, side = "bottom" }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} collisionPadding={8} className="z-tooltip">
          <Base.Popup className="flex max-w-72 items-center gap-2 rounded-md bg-surface px-2 py-1 text-xs text-default shadow-float transition-opacity duration-120 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {content}
            {shortcut !== undefined && <Kbd keys={shortcut} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
