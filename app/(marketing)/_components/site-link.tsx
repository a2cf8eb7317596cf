import Link from "next/link";
import type { ReactNode } from "react";

/** A link inside running text. */
export function SiteLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="text-emphasis underline decoration-(--border-strong) underline-offset-4">
      {children}
    </Link>
  );
}
