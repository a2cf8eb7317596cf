"use client";

import type { ReactNode } from "react";
import { ButtonLink } from "@/app/_ui/button";
import { type Feature, planWith } from "@/server/contracts/plans";
import { useConsole } from "./shell/console-context";

export interface LockedFeatureProps {
  feature: Feature;
  title: string;
  /** What it does, and what it is good for. */
  children: ReactNode;
}

/** A feature that the plan does not include: what it would do, and which plan has it. */
export function LockedFeature({ feature, title, children }: LockedFeatureProps) {
  const { org, may } = useConsole();
  const href = may("billing:read") ? `/${org.slug}/settings?tab=billing` : "/pricing";
  return (
    <div className="space-y-3 px-4 py-5">
      <div>
        <p className="text-sm font-semibold text-emphasis">{title}</p>
        <div className="mt-1 max-w-160 text-sm text-muted">{children}</div>
      </div>
      <ButtonLink size="sm" href={href}>
        Part of {planWith(feature).name}: compare plans
      </ButtonLink>
    </div>
  );
}
