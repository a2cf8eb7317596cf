"use client";

import { Menu as MenuIcon } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { IconButton } from "@/app/_ui/button";
import { cn } from "@/app/_ui/cn";
import { useConsole } from "./shell/console-context";

export interface PageHeaderProps {
  title: string;
  /** Pages above this one, outermost first. */
  path?: readonly { label: string; href: string }[];
  /** At the right: the page's main action last. */
  actions?: ReactNode;
}

/** The 48 px bar on top of every console page: path left, actions right. */
export function PageHeader({ title, path = [], actions }: PageHeaderProps) {
  const { setOpenLayer } = useConsole();
  return (
    <header className="flex h-12 shrink-0 items-center gap-2 border-b border-default px-4 md:px-6">
      <IconButton label="Open navigation" className="-ml-2 md:hidden" onClick={() => setOpenLayer("nav")}>
        <MenuIcon aria-hidden />
      </IconButton>
      {path.map((step) => (
        <span key={step.href} className="flex items-center gap-2 text-sm max-md:hidden">
          <Link href={step.href} className="rounded-sm text-muted hover:text-emphasis">
            {step.label}
          </Link>
          <span aria-hidden className="text-subtle">
            /
          </span>
        </span>
      ))}
      <h1 className="min-w-0 truncate text-sm font-semibold text-emphasis">{title}</h1>
      {actions !== undefined && <div className="ml-auto flex shrink-0 items-center gap-2">{actions}</div>}
    </header>
  );
}

/** The scrolling part of a page that is not one big table. `narrow` for forms, `wide` for data. */
export function PageBody({ children, width = "wide" }: { children: ReactNode; width?: "narrow" | "wide" }) {
  return (
    <div className="min-h-0 grow overflow-y-auto">
      <div
        className={cn(
          "w-full space-y-8 px-4 py-6 md:px-6",
          width === "narrow" ? "mx-auto max-w-192" : "max-w-320",
        )}
      >
        {children}
      </div>
    </div>
  );
}
