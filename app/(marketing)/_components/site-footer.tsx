import Link from "next/link";
import { Wordmark } from "@/app/_components/wordmark";

const COLUMNS = [
  {
    title: "Product",
    links: [
      { href: "/#loop", label: "How it works" },
      { href: "/#features", label: "What you get" },
      { href: "/pricing", label: "Pricing" },
      { href: "/docs/billing", label: "Plans and billing" },
    ],
  },
  {
    title: "Developers",
    links: [
      { href: "/docs", label: "Quickstart" },
      { href: "/docs#headers", label: "Headers" },
      { href: "/docs#errors", label: "Errors" },
    ],
  },
  {
    title: "Decide",
    links: [
      { href: "/#compare", label: "When not to choose us" },
      { href: "/trust", label: "Trust and data" },
    ],
  },
] as const;

export function SiteFooter() {
  return (
    <footer className="border-t border-default bg-subtle">
      <div className="mx-auto grid max-w-[1160px] grid-cols-2 gap-8 px-5 py-12 sm:px-8 md:grid-cols-[1fr_repeat(3,160px)]">
        <div className="col-span-2 md:col-span-1">
          <Wordmark />
          <p className="mt-3 max-w-[34ch] text-sm leading-5 text-muted">
            The LLM gateway that listens to the people at the other end.
          </p>
        </div>
        {COLUMNS.map((column) => (
          <nav key={column.title} aria-label={column.title}>
            <h2 className="text-sm font-semibold text-emphasis">{column.title}</h2>
            <ul className="mt-2">
              {column.links.map((link) => (
                <li key={link.href}>
                  <Link
                    href={link.href}
                    className="inline-flex min-h-7 items-center text-sm text-muted hover:text-emphasis"
                  >
                    {link.label}
                  </Link>
                </li>
              ))}
            </ul>
          </nav>
        ))}
      </div>
    </footer>
  );
}
