"use client";

import { Popover as Base } from "@base-ui/react/popover";
import type { ReactNode } from "react";
import { cn } from "./cn";

/** The look of every floating layer that is anchored to something. */
export const popupClass = [
  "rounded-lg bg-surface text-sm text-default shadow-float outline-none origin-(--transform-origin)",
  "transition-[opacity,transform] duration-120 data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0",
].join(" ");

export const Popover = Base.Root;
export const PopoverTrigger = Base.Trigger;

export interface PopoverContentProps {
  /** Spoken name of the layer. */
  label: string;
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
}

export function PopoverContent({
  label,
  children,
  align = "start",
  side = "bottom",
  className,
}: PopoverContentProps) {
  return (
    <Base.Portal>
      <Base.Positioner align={align} side={side} sideOffset={6} collisionPadding={8} className="z-popover">
        <Base.Popup
          aria-label={label}
          className={cn(popupClass, "max-h-(--available-height) overflow-y-auto p-3", className)}
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}
