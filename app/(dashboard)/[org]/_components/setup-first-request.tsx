"use client";

import { useConsole } from "@/app/_components/shell/console-context";
import { firstRequestSnippets } from "@/app/_lib/snippets";
import { StatusDot } from "@/app/_ui/badge";
import { ButtonLink } from "@/app/_ui/button";
import { CodeTabs } from "@/app/_ui/code-block";
import { RelativeTime } from "@/app/_ui/relative-time";
import type { OnboardingOutput } from "@/server/contracts/onboarding";

export interface SetupFirstRequestProps {
  facts: OnboardingOutput;
  /** The snippet with the real key stands above already. */
  hasFreshKey: boolean;
}

export function SetupFirstRequest({ facts, hasFreshKey }: SetupFirstRequestProps) {
  const { org, origin } = useConsole();
  const first = facts.firstRequest;
  return (
    <div className="space-y-3">
      {!hasFreshKey && first === null && (
        <CodeTabs
          label="First request"
          samples={firstRequestSnippets({ origin, apiKey: "fl_sk_…your key…" })}
        />
      )}
      <p role="status" className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm">
        {first === null ? (
          <span className="flex items-center gap-2.5 text-muted">
            <StatusDot tone="accent" isLive className="size-2" />
            {hasFreshKey && "Paste the snippet above into a terminal. "}Waiting for your first request…
          </span>
        ) : (
          <>
            <span className="flex items-center gap-2.5 text-emphasis">
              <StatusDot tone="success" className="size-2" />
              <span>
                Your first request arrived <RelativeTime date={first.createdAt} />
              </span>
            </span>
            <ButtonLink size="sm" variant="accent" href={`/${org.slug}/requests?request=${first.id}`}>
              Open the request
            </ButtonLink>
          </>
        )}
      </p>
    </div>
  );
}
