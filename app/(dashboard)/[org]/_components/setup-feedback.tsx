"use client";

import { useConsole } from "@/app/_components/shell/console-context";
import { ButtonLink } from "@/app/_ui/button";

export function SetupFeedback() {
  const { org, may } = useConsole();
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="max-w-128 text-sm text-muted">
        Scores from 0 to 10 teach the route which model your users like best for the money. Put the widget on
        your page, or send what your own form says to <code className="font-mono text-xs">/v1/feedback</code>.
      </p>
      <span className="flex gap-2">
        {may("project:read") && (
          <ButtonLink size="sm" href={`/${org.slug}/settings?tab=feedback`}>
            Set up the widget
          </ButtonLink>
        )}
        <ButtonLink size="sm" href="/docs/widget">
          How to ask
        </ButtonLink>
      </span>
    </div>
  );
}
