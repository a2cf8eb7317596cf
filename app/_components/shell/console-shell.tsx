"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Sheet, SheetContent, SheetTitle } from "@/app/_ui/sheet";
import { useHotkeys } from "../../_lib/use-hotkeys";
import { CommandMenu } from "./command-menu";
import { type ConsoleFacts, ConsoleProvider, useConsole } from "./console-context";
import { NAV_ITEMS, navHref } from "./nav-items";
import { PlanBanner } from "./plan-banner";
import { ShortcutHelp } from "./shortcut-help";
import { SidebarContent } from "./sidebar";

/** Sidebar and main column. Each page brings its `PageHeader` and its own scrolling body. */
export function ConsoleShell({ children, facts }: { children: ReactNode; facts: ConsoleFacts }) {
  return (
    <ConsoleProvider facts={facts}>
      <a
        href="#main"
        className="fixed top-2 left-2 z-toast -translate-y-16 rounded-md bg-inverse px-3 py-2 text-sm font-semibold text-inverse focus:translate-y-0"
      >
        Skip to content
      </a>
      <div className="flex h-dvh overflow-hidden bg-canvas">
        <aside className="hidden w-58 shrink-0 flex-col md:flex">
          <SidebarContent />
        </aside>
        <main
          id="main"
          tabIndex={-1}
          className="flex min-w-0 grow flex-col overflow-hidden bg-surface outline-none md:border-l md:border-default"
        >
          <PlanBanner />
          {children}
        </main>
      </div>
      <Layers />
    </ConsoleProvider>
  );
}

function Layers() {
  const { org, may, openLayer, setOpenLayer } = useConsole();
  const router = useRouter();
  const goTo = NAV_ITEMS.filter((item) => may(item.needs)).map((item) => {
    return [`g ${item.key}`, () => router.push(navHref(org.slug, item))] as const;
  });
  useHotkeys({
    ...Object.fromEntries(goTo),
    "mod+k": () => setOpenLayer(openLayer === "commands" ? null : "commands"),
    "?": () => setOpenLayer("shortcuts"),
  });
  const layerProps = (layer: NonNullable<typeof openLayer>) => ({
    open: openLayer === layer,
    onOpenChange: (isOpen: boolean) => setOpenLayer(isOpen ? layer : null),
  });
  return (
    <>
      <Sheet {...layerProps("nav")}>
        <SheetContent side="left" className="bg-canvas">
          <SheetTitle className="sr-only">Navigation</SheetTitle>
          <SidebarContent onNavigate={() => setOpenLayer(null)} />
        </SheetContent>
      </Sheet>
      <CommandMenu {...layerProps("commands")} />
      <ShortcutHelp {...layerProps("shortcuts")} />
    </>
  );
}
