"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { shownError } from "@/app/_lib/trpc/errors";
import { Badge } from "@/app/_ui/badge";
import { Button } from "@/app/_ui/button";
import { RelativeTime } from "@/app/_ui/relative-time";
import { Card, Section } from "@/app/_ui/section";
import { toast } from "@/app/_ui/toast";
import type { OutboxItem } from "@/server/contracts/outbox";

const REFRESH_MS = 10_000;
const STATES = {
  waiting: { tone: "neutral", label: "Waiting" },
  retrying: { tone: "warning", label: "Trying again" },
  dead: { tone: "error", label: "Given up" },
  unhandled: { tone: "neutral", label: "Kept, not sent" },
} as const;

/** Mails and events that did not get out; nothing at all while everything does. */
export function OutboxSection() {
  const { org } = useConsole();
  const outbox = useQuery(
    useTRPC().outbox.list.queryOptions({ orgSlug: org.slug }, { refetchInterval: REFRESH_MS }),
  );
  // A message that was written a moment ago is about to leave.
  const items = (outbox.data?.items ?? []).filter(({ state }) => state !== "waiting");
  if (items.length === 0) return null;
  return (
    <Section
      title="Not delivered"
      description="Mails and events of your organisation that could not be sent yet."
    >
      <Card className="divide-y divide-subtle">
        {items.map((item) => (
          <OutboxRow key={item.id} item={item} />
        ))}
      </Card>
    </Section>
  );
}

function OutboxRow({ item }: { item: OutboxItem }) {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const retry = useMutation(
    trpc.outbox.retry.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.outbox.list.queryFilter()),
      onError: (error) => toast.error("It was not tried again", { description: shownError(error).message }),
    }),
  );
  const state = STATES[item.state];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 text-sm">
      <span className="font-mono text-xs text-emphasis">{item.topic}</span>
      <Badge tone={state.tone}>{state.label}</Badge>
      <span className="text-xs text-subtle">
        <RelativeTime date={item.createdAt} />
      </span>
      {item.lastError !== null && (
        <span className="min-w-0 basis-full truncate text-xs text-muted">{item.lastError}</span>
      )}
      {may("webhook:manage") && item.state !== "unhandled" && (
        <Button
          size="sm"
          className="ml-auto"
          aria-label={`Try ${item.topic} again now`}
          isLoading={retry.isPending}
          onClick={() => retry.mutate({ orgSlug: org.slug, messageId: item.id })}
        >
          Try now
        </Button>
      )}
    </div>
  );
}
