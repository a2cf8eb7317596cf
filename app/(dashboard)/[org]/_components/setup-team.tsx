"use client";

import { useConsole } from "@/app/_components/shell/console-context";
import { ButtonLink } from "@/app/_ui/button";

export function SetupTeam() {
  const { org, may } = useConsole();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="max-w-128 text-sm text-muted">
        Whoever builds, looks after costs or rates answers gets a role of its own: from owner to rater.
      </p>
      {may("member:manage") && (
        <ButtonLink size="sm" href={`/${org.slug}/settings?tab=members`}>
          Invite people
        </ButtonLink>
      )}
    </div>
  );
}
