import Link from "next/link";
import { Wordmark } from "@/app/_components/wordmark";
import { ButtonLink } from "@/app/_ui/button";
import { SITE_LINKS } from "../_content/site-links";
import { NarrowMenu } from "./narrow-menu";

export function SiteHeader({ consoleHref }: { consoleHref: string | null }) {
  return (
    <header className="sticky top-0 z-sticky border-b border-default bg-canvas">
      <div className="mx-auto flex h-14 max-w-[1160px] items-center gap-8 px-5 sm:px-8">
        <Wordmark />
        <nav aria-label="Site" className="hidden items-center gap-1 md:flex">
          {SITE_LINKS.map((link) => (
            <Link
              key={link.href}
              href={link.href}
              className="inline-flex h-9 items-center rounded-md px-2.5 text-base text-default hover:text-emphasis"
            >
              {link.label}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-2">
          {consoleHref === null ? (
            <>
              <Link
                href="/sign-in"
                className="hidden h-9 items-center px-3 text-base text-default hover:text-emphasis md:inline-flex"
              >
                Sign in
              </Link>
              <ButtonLink href="/sign-up" variant="primary">
                Start free
              </ButtonLink>
            </>
          ) : (
            <ButtonLink href={consoleHref} variant="primary">
              Open console
            </ButtonLink>
          )}
          <NarrowMenu isSignedIn={consoleHref !== null} />
        </div>
      </div>
    </header>
  );
}
