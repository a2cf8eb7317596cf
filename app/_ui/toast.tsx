"use client";

import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useTheme } from "next-themes";
import { Toaster as Sonner } from "sonner";

export { toast } from "sonner";

/** Mounted once in the root layout; announced politely. */
export function Toaster() {
  const { resolvedTheme } = useTheme();
  return (
    <Sonner
      theme={resolvedTheme === "dark" ? "dark" : "light"}
      position="bottom-right"
      gap={8}
      offset={16}
      icons={{
        success: <CircleCheck aria-hidden className="size-4 text-success" />,
        info: <Info aria-hidden className="size-4 text-info" />,
        warning: <TriangleAlert aria-hidden className="size-4 text-warning" />,
        error: <CircleAlert aria-hidden className="size-4 text-error" />,
      }}
      style={{ zIndex: "var(--z-index-toast)" }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            "flex w-[356px] max-w-[calc(100vw-2rem)] items-start gap-2.5 rounded-lg bg-surface px-3.5 py-3 font-sans text-sm text-emphasis shadow-float",
          title: "text-sm text-emphasis",
          description: "mt-0.5 text-xs text-muted",
          content: "min-w-0 grow",
          icon: "mt-0.5",
          actionButton:
            "h-6 shrink-0 rounded-sm border border-strong px-2 text-xs font-semibold text-emphasis hover:bg-muted",
        },
      }}
    />
  );
}
