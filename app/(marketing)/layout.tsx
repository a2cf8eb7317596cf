import type { ReactNode } from "react";
import { consoleHref } from "@/app/_lib/server/console-href";
import { SiteFooter } from "./_components/site-footer";
import { SiteHeader } from "./_components/site-header";

export default async function MarketingLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col bg-canvas text-default">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-panel focus:rounded-md focus:bg-canvas focus:px-3 focus:py-2"
      >
        Skip to content
      </a>
      <SiteHeader consoleHref={await consoleHref()} />
      <main id="main" className="flex-1">
        {children}
      </main>
      <SiteFooter />
    </div>
  );
}
