"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const Tabs = Base.Root;

type ListProps = Omit<ComponentProps<typeof Base.List>, "className"> & { className?: string };
type TabProps = Omit<ComponentProps<typeof Base.Tab>, "className"> & { className?: string };
type PanelProps = Omit<ComponentProps<typeof Base.Panel>, "className"> & { className?: string };

export function TabsList({ className, children, ...props }: ListProps) {
  return (
    <Base.List
      {...props}
      className={cn("relative flex items-center gap-x-4 border-b border-default", className)}
    >
      {children}
      <Base.Indicator className="absolute top-0 left-0 h-[2px] w-(--active-tab-width) translate-x-(--active-tab-left) translate-y-[calc(var(--active-tab-top)+var(--active-tab-height)-1px)] bg-inverse transition-[translate,width] duration-150" />
    </Base.List>
  );
}

export function Tab({ className, ...props }: TabProps) {
  return (
    <Base.Tab
      {...props}
      className={cn(
        "flex h-9 items-center gap-1.5 whitespace-nowrap rounded-sm text-sm text-muted transition-colors duration-150 hover:text-emphasis data-active:text-emphasis",
        className,
      )}
    />
  );
}

export function TabsPanel({ className, ...props }: PanelProps) {
  return <Base.Panel {...props} className={cn("outline-none focus-visible:outline-2", className)} />;
}
