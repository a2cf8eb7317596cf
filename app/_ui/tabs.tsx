"use client";

import { Tabs as Base } from "@base-ui/react/tabs";
import type { ComponentProps } from "react";
import { cn } from "./cn";

export const Tabs = Base.Root;

type ListProps = Omit<ComponentProps<typeof Base.List>, "className"> & {
  className?: string;
  /** Below each other where there is room, for many tabs; the root is to be `vertical`. */
  isList?: boolean;
};
type TabProps = Omit<ComponentProps<typeof Base.Tab>, "className"> & { className?: string };
type PanelProps = Omit<ComponentProps<typeof Base.Panel>, "className"> & { className?: string };

export function TabsList({ className, isList = false, children, ...props }: ListProps) {
  return (
    <Base.List
      {...props}
      data-layout={isList ? "list" : undefined}
      className={cn(
        "group/tabs relative flex items-center gap-x-4 border-b border-default",
        isList &&
          "max-md:flex-wrap md:sticky md:top-0 md:flex-col md:items-stretch md:gap-y-0.5 md:self-start md:border-b-0",
        className,
      )}
    >
      {children}
      <Base.Indicator className="absolute top-0 left-0 h-[2px] w-(--active-tab-width) translate-x-(--active-tab-left) translate-y-[calc(var(--active-tab-top)+var(--active-tab-height)-1px)] bg-inverse transition-[translate,width] duration-150 md:group-data-[layout=list]/tabs:hidden" />
    </Base.List>
  );
}

export function Tab({ className, ...props }: TabProps) {
  return (
    <Base.Tab
      {...props}
      className={cn(
        "flex h-9 items-center gap-1.5 whitespace-nowrap rounded-sm text-sm text-muted transition-colors duration-150 hover:text-emphasis data-active:text-emphasis",
        "md:group-data-[layout=list]/tabs:h-8 md:group-data-[layout=list]/tabs:rounded-md md:group-data-[layout=list]/tabs:px-2 md:group-data-[layout=list]/tabs:data-active:bg-strong md:group-data-[layout=list]/tabs:not-data-active:hover:bg-muted",
        className,
      )}
    />
  );
}

export function TabsPanel({ className, ...props }: PanelProps) {
  return <Base.Panel {...props} className={cn("outline-none focus-visible:outline-2", className)} />;
}
