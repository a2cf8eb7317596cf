"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { setupSteps } from "../../_lib/setup-steps";
import { useTRPC } from "../../_lib/trpc/client";
import { useConsole } from "./console-context";

/** The checklist, folded: how far the organisation is. Gone when all is done. */
export function SetupProgress({ onNavigate }: { onNavigate?: () => void }) {
  const { org } = useConsole();
  const onboarding = useQuery(useTRPC().onboarding.get.queryOptions({ orgSlug: org.slug }));
  if (onboarding.data === undefined) return null;
  const steps = setupSteps(onboarding.data);
  const done = steps.filter((step) => step.isDone).length;
  if (done === steps.length) return null;
  return (
    <Link
      href={`/${org.slug}`}
      onClick={onNavigate}
      className="block rounded-md border border-default bg-surface px-2.5 py-2 transition-colors duration-120 hover:border-strong"
    >
      <span className="flex items-baseline justify-between text-xs">
        <span className="font-semibold text-emphasis">Get started</span>
        <span className="text-subtle tabular-nums">
          {done} of {steps.length}
        </span>
      </span>
      <span aria-hidden className="mt-2 flex gap-1">
        {steps.map((step) => (
          <span
            key={step.id}
            className={
              step.isDone ? "h-1 grow rounded-full bg-accent-solid" : "h-1 grow rounded-full bg-strong"
            }
          />
        ))}
      </span>
    </Link>
  );
}
