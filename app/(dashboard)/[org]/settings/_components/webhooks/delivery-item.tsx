"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { ChevronRight } from "lucide-react";
import { useConsole } from "@/app/_components/shell/console-context";
import { formatDuration } from "@/app/_lib/format";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { StatusDot } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { CodeBlock } from "@/app/_ui/code-block";
import { CopyId } from "@/app/_ui/copy";
import { RelativeTime } from "@/app/_ui/relative-time";
import { toast } from "@/app/_ui/toast";
import type { WebhookDelivery } from "@/server/contracts/webhooks";

const STATES = {
  waiting: { tone: "neutral", label: "Waiting" },
  retrying: { tone: "warning", label: "Trying again" },
  delivered: { tone: "success", label: "Taken" },
  failed: { tone: "error", label: "Given up" },
} as const;

export function DeliveryItem({ delivery }: { delivery: WebhookDelivery }) {
  const state = STATES[delivery.state];
  return (
    <li>
      <details className="group">
        <summary className="flex min-h-11 cursor-pointer list-none flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2 text-sm hover:bg-subtle md:px-5">
          <ChevronRight
            aria-hidden
            className="size-3.5 shrink-0 text-subtle transition-transform duration-150 group-open:rotate-90"
          />
          <span className="font-mono text-xs text-emphasis">{delivery.eventType}</span>
          <span className="flex items-center gap-2 text-muted">
            <StatusDot tone={state.tone} />
            {state.label}
            {delivery.lastStatus !== null && <span className="font-mono text-xs">{delivery.lastStatus}</span>}
          </span>
          <span className="ml-auto text-xs text-subtle">
            <RelativeTime date={delivery.createdAt} />
          </span>
        </summary>
        <div className="space-y-4 px-4 pt-1 pb-5 md:px-5">
          <DeliveryFacts delivery={delivery} />
          <CodeBlock title="Body" language="json" code={pretty(delivery.body)} copyText={delivery.body} />
        </div>
      </details>
    </li>
  );
}

function DeliveryFacts({ delivery }: { delivery: WebhookDelivery }) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-3 text-xs text-muted">
        <CopyId id={delivery.eventId} label="Copy the event’s id" />
        {delivery.nextAttemptAt !== null && delivery.attempts > 0 && (
          <span>
            Next try <RelativeTime date={delivery.nextAttemptAt} />
          </span>
        )}
        <RedeliverButton delivery={delivery} />
      </div>
      {delivery.tries.length > 0 && (
        <ol className="space-y-1 text-xs text-muted">
          {delivery.tries.map((each) => (
            <li key={each.at.getTime()} className="flex gap-3 tabular-nums">
              <span className="w-28 shrink-0">
                <RelativeTime date={each.at} />
              </span>
              <span className="w-16 shrink-0 text-subtle">{formatDuration(each.durationMs)}</span>
              <span className="min-w-0">{each.status === null ? each.error : `Answered ${each.status}`}</span>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function RedeliverButton({ delivery }: { delivery: WebhookDelivery }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const redeliver = useMutation(
    trpc.webhooks.redeliver.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.webhooks.deliveries.infiniteQueryFilter()),
      onError: (error) => toast.error("It was not sent again", { description: shownError(error).message }),
    }),
  );
  if (!may("webhook:manage")) return null;
  return (
    <Button
      size="sm"
      className="ml-auto"
      isLoading={redeliver.isPending}
      onClick={() => redeliver.mutate({ orgSlug: org.slug, deliveryId: delivery.id })}
    >
      Send again
    </Button>
  );
}

function pretty(body: string): string {
  return JSON.stringify(JSON.parse(body), null, 2);
}
