"use client";

import { Menu as Base } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { Kbd } from "./kbd";
import { popupClass } from "./popover";

const itemClass = [
  "flex min-h-7 cursor-default items-center gap-2 rounded-sm px-2 py-1 text-sm text-default outline-none select-none",
  "data-disabled:opacity-50 data-highlighted:bg-muted data-highlighted:text-emphasis",
  "[&>svg]:size-3.5 [&>svg]:shrink-0 [&>svg]:text-subtle",
].join(" ");

export const Menu = Base.Root;
export const MenuTrigger = Base.Trigger;
export const MenuGroup = Base.Group;
export const MenuRadioGroup = Base.RadioGroup;

export interface MenuContentProps {
  children: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
  className?: string;
}

export function MenuContent({ children, align = "end", side = "bottom", className }: MenuContentProps) {
  return (
    <Base.Portal>
      <Base.Positioner align={align} side={side} sideOffset={4} collisionPadding={8} className="z-popover">
        <Base.Popup
          className={cn(popupClass, "max-h-(--available-height) min-w-44 overflow-y-auto p-1", className)}
        >
          {children}
        </Base.Popup>
      </Base.Positioner>
    </Base.Portal>
  );
}

export interface MenuItemProps {
  children: ReactNode;
  icon?: ReactNode;
  shortcut?: readonly string[];
  isDanger?: boolean;
  isDisabled?: boolean;
  onSelect: () => void;
}

export function MenuItem({
  children,
  icon,
  shortcut,
  isDanger = false,
  isDisabled,
  onSelect,
}: MenuItemProps) {
  return (
    <Base.Item
      disabled={isDisabled}
      onClick={onSelect}
      className={cn(
        itemClass,
        isDanger &&
          "text-error data-highlighted:bg-error-subtle data-highlighted:text-error [&>svg]:text-error",
      )}
    >
      {icon}
      <span className="min-w-0 grow truncate">{children}</span>
      {shortcut !== undefined && <Kbd keys={shortcut} />}
    </Base.Item>
  );
}

export function MenuLinkItem({
  href,
  icon,
  children,
}: {
  href: string;
  icon?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Base.LinkItem render={<Link href={href} />} closeOnClick className={itemClass}>
      {icon}
      <span className="min-w-0 grow truncate">{children}</span>
    </Base.LinkItem>
  );
}

export function MenuLabel({ children }: { children: ReactNode }) {
  return <Base.GroupLabel className="px-2 pt-1.5 pb-1 text-xs text-subtle">{children}</Base.GroupLabel>;
}

export function MenuSeparator() {
  return <Base.Separator className="-mx-1 my-1 h-px bg-(--border-default)" />;
}

export interface MenuCheckboxItemProps {
  isChecked: boolean;
  onCheckedChange: (isChecked: boolean) => void;
  children: ReactNode;
}

/** Stays open, so that several can be switched in one go. */
export function MenuCheckboxItem({ isChecked, onCheckedChange, children }: MenuCheckboxItemProps) {
  return (
    <Base.CheckboxItem checked={isChecked} onCheckedChange={onCheckedChange} className={itemClass}>
      <span className="min-w-0 grow truncate">{children}</span>
      <Base.CheckboxItemIndicator>
        <Check aria-hidden className="size-3.5 text-accent" />
      </Base.CheckboxItemIndicator>
    </Base.CheckboxItem>
  );
}

export interface MenuRadioItemProps {
  value: string;
  icon?: ReactNode;
  children: ReactNode;
  /** The choice is made: nothing else is to be looked at. */
  closesMenu?: boolean;
}

export function MenuRadioItem({ value, icon, children, closesMenu = false }: MenuRadioItemProps) {
  return (
    <Base.RadioItem value={value} closeOnClick={closesMenu} className={itemClass}>
      {icon}
      <span className="min-w-0 grow truncate">{children}</span>
      <Base.RadioItemIndicator>
        <Check aria-hidden className="size-3.5 text-accent" />
      </Base.RadioItemIndicator>
    </Base.RadioItem>
  );
}
