import type { ReactNode } from "react";
import { ButtonLink } from "@/app/_ui/button";

export function Hero({ children }: { children: ReactNode }) {
  return (
    <section className="mx-auto grid max-w-[1160px] grid-cols-[minmax(0,1fr)] items-center gap-x-14 gap-y-12 px-5 pt-14 pb-16 sm:px-8 lg:grid-cols-[minmax(0,1fr)_minmax(0,1.05fr)] lg:pt-20 lg:pb-24">
      <div>
        <h1 className="text-3xl font-semibold text-balance text-emphasis sm:text-4xl">
          Let your users decide which model answers.
        </h1>
        <p className="mt-5 max-w-[52ch] text-md leading-7 text-pretty text-default">
          Floopy is a managed LLM gateway. You change one base URL; every request is routed, priced and
          recorded. The session NPS of your end users, not a leaderboard, moves traffic between models, and
          what is learned for one customer helps the next.
        </p>
        <div className="mt-7 flex flex-wrap gap-3">
          <ButtonLink href="/sign-up" variant="primary" size="lg">
            Start free
          </ButtonLink>
          <ButtonLink href="/docs" size="lg">
            Read the quickstart
          </ButtonLink>
        </div>
        <p className="mt-7 max-w-[52ch] border-l-2 border-accent-solid pl-3 text-base leading-6 text-muted">
          Nothing is sold before it works. The{" "}
          <a
            href="/pricing"
            className="text-emphasis underline decoration-(--border-strong) underline-offset-4"
          >
            pricing page
          </a>{" "}
          marks what is still coming.
        </p>
      </div>
      <div className="min-w-0">{children}</div>
    </section>
  );
}
