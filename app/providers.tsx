"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { ThemeProvider } from "next-themes";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { TrpcProvider } from "./_lib/trpc/provider";
import { Toaster } from "./_ui/toast";
import { TooltipProvider } from "./_ui/tooltip";

// The script sets the theme before the first paint. By the time of any client render it has run, and React warns
// about scripts there; as a data block it is inert.
const THEME_SCRIPT = typeof window === "undefined" ? undefined : { type: "application/json" };

/** What every page needs in the browser: theme, URL state, data cache, tooltips, toasts. */
export function Providers({ children, nonce }: { children: ReactNode; nonce: string | undefined }) {
  return (
    <CSPProvider nonce={nonce}>
      <ThemeProvider
        attribute="class"
        defaultTheme="system"
        enableSystem
        disableTransitionOnChange
        nonce={nonce}
        scriptProps={THEME_SCRIPT}
      >
        <NuqsAdapter>
          <TrpcProvider>
            <TooltipProvider delay={400}>{children}</TooltipProvider>
          </TrpcProvider>
        </NuqsAdapter>
        <Toaster />
      </ThemeProvider>
    </CSPProvider>
  );
}
