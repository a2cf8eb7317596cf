"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { cn } from "@/app/_ui/cn";
import { Kbd } from "@/app/_ui/kbd";
import { useConsole } from "./console-context";
import { activeNavItem, NAV_ITEMS, NAV_SECTIONS, type NavItem, navHref } from "./nav-items";
import { OrgSwitcher } from "./org-switcher";
import { SetupProgress } from "./setup-progress";
import { UserMenu } from "./user-menu";

export function SidebarContent({ onNavigate }: { onNavigate?: () => void }) {
  const { may, setOpenLayer } = useConsole();
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex h-12 shrink-0 items-center px-2">
        <OrgSwitcher />
      </div>
      <div className="px-2 pb-2">
        <button
          type="button"
          onClick={() => setOpenLayer("commands")}
          className="flex h-8 w-full items-center gap-2 rounded-md border border-default bg-surface px-2 text-sm text-subtle transition-colors duration-120 hover:text-emphasis"
        >
          <Search aria-hidden className="size-3.5" />
          <span className="grow text-left">Search or jump to…</span>
          <Kbd keys={["⌘", "K"]} className="max-md:hidden" />
        </button>
      </div>
      <nav aria-label="Console" className="min-h-0 grow overflow-y-auto px-2">
        {NAV_SECTIONS.map(({ id, label }) => (
          <NavList
            key={id}
            label={label}
            items={NAV_ITEMS.filter((item) => item.section === id && may(item.needs))}
            onNavigate={onNavigate}
          />
        ))}
      </nav>
      <div className="space-y-1 p-2">
        <SetupProgress onNavigate={onNavigate} />
        <UserMenu />
      </div>
    </div>
  );
}

interface NavListProps {
  label: string | null;
  items: readonly NavItem[];
  onNavigate?: () => void;
}

/** One section of the sidebar; nothing where the role sees none of its areas. */
function NavList({ label, items, onNavigate }: NavListProps) {
  const { org } = useConsole();
  const active = activeNavItem(org.slug, usePathname());
  if (items.length === 0) return null;
  return (
    <div className={cn(label !== null && "pt-4")}>
      {label !== null && (
        <p aria-hidden className="px-2 pb-1 text-xs text-subtle">
          {label}
        </p>
      )}
      <ul aria-label={label ?? undefined} className="space-y-0.5">
        {items.map((item) => (
          <li key={item.id}>
            <Link
              href={navHref(org.slug, item)}
              onClick={onNavigate}
              aria-current={item === active ? "page" : undefined}
              aria-keyshortcuts={`g ${item.key}`}
              className={cn(
                "group flex h-8 items-center gap-2.5 rounded-md px-2 text-sm transition-colors duration-120 md:h-7.5",
                item === active ? "bg-strong text-emphasis" : "text-muted hover:bg-muted hover:text-emphasis",
              )}
            >
              <item.icon aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
              <span className="grow truncate">{item.label}</span>
              <Kbd
                keys={["g", item.key]}
                className="opacity-0 transition-opacity duration-120 group-hover:opacity-100 group-focus-visible:opacity-100 max-md:hidden"
              />
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
