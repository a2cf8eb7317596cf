"use client";

import { useQuery } from "@tanstack/react-query";
import { ScrollText } from "lucide-react";
import { NoMatch } from "@/app/_components/no-match";
import { useConsole } from "@/app/_components/shell/console-context";
import { firstRequestSnippets } from "@/app/_lib/snippets";
import { useTRPC } from "@/app/_lib/trpc/client";
import { StatusDot } from "@/app/_ui/badge";
import { Button, ButtonLink } from "@/app/_ui/button";
import { CodeTabs } from "@/app/_ui/code-block";
import { EmptyState } from "@/app/_ui/empty-state";
import type { RequestsUrl } from "./use-requests-url";

/** Nothing to list: no request ever, none in the range, or none that passes the filters. */
export function RequestsEmpty({ url }: { url: RequestsUrl }) {
  const { org } = useConsole();
  const onboarding = useQuery(useTRPC().onboarding.get.queryOptions({ orgSlug: org.slug }));
  if (url.hasFilters) return <NoMatch thing="request" onClear={url.clearFilters} />;
  if (onboarding.data?.firstRequest === null) return <FirstRequest />;
  return (
    <EmptyState
      icon={<ScrollText />}
      title="No requests in this range"
      description="Your organisation has sent requests before, but none in the time shown here."
      action={
        <Button onClick={() => url.setParams({ range: "30d", from: null, to: null })}>
          Show the last 30 days
        </Button>
      }
    />
  );
}

function FirstRequest() {
  const { org, origin, may } = useConsole();
  const samples = firstRequestSnippets({ origin, apiKey: "$FLOOPY_API_KEY" });
  return (
    <EmptyState
      icon={<ScrollText />}
      title="Every request to the gateway appears here"
      description="Send the first one. The sandbox answers before any provider is connected."
      action={
        may("api_key:manage") && (
          <ButtonLink href={`/${org.slug}/keys?create=true`} variant="primary">
            Create a key
          </ButtonLink>
        )
      }
    >
      <CodeTabs label="First request" samples={samples} />
      <p role="status" className="mt-4 flex items-center justify-center gap-2 text-sm text-muted">
        <StatusDot tone="accent" isLive />
        Waiting for your first request…
      </p>
    </EmptyState>
  );
}
