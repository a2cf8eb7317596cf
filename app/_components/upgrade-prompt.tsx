"use client";

import { ButtonLink } from "@/app/_ui/button";
import { FEATURE_WORDS, type Feature, planWith } from "@/server/contracts/plans";
import { useConsole } from "./shell/console-context";

/** In the place of a feature that the plan does not have: what it does, which plan has it, and the way there. */
export function UpgradePrompt({ feature, className }: { feature: Feature; className?: string }) {
  const { org, may } = useConsole();
  const plan = planWith(feature);
  return (
    <div className={className}>
      <p className="text-sm text-muted">{FEATURE_WORDS[feature].does}</p>
      <p className="mt-2 flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-muted">
        Part of the {plan.name} plan.
        {may("billing:read") ? (
          <ButtonLink size="sm" href={`/${org.slug}/settings?tab=billing`}>
            See plans
          </ButtonLink>
        ) : (
          <span className="text-subtle">An owner can upgrade.</span>
        )}
      </p>
    </div>
  );
}
