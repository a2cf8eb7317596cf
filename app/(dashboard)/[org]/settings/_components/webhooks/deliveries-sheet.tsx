"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button, IconButton } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { Sheet, SheetClose, SheetContent, SheetTitle } from "@/app/_ui/sheet";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import type { WebhookEndpoint } from "@/server/contracts/webhooks";
import { DeliveryItem } from "./delivery-item";

const REFRESH_MS = 3_000;

interface DeliveriesSheetProps {
  endpoint: WebhookEndpoint;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
}

/** What was sent to an endpoint in the last 30 days, and what it answered. */
export function DeliveriesSheet({ endpoint, isOpen, onOpenChange }: DeliveriesSheetProps) {
  return (
    <Sheet open={isOpen} onOpenChange={onOpenChange}>
      <SheetContent>
        <header className="flex h-12 shrink-0 items-center gap-2 border-b border-default pr-2 pl-4 md:pl-5">
          <SheetTitle className="shrink-0 text-sm font-semibold text-emphasis">Log</SheetTitle>
          <span className="min-w-0 grow truncate font-mono text-xs text-muted">{endpoint.url}</span>
          <SheetClose
            render={
              <IconButton label="Close" shortcut={["Esc"]} size="icon-sm">
                <X aria-hidden />
              </IconButton>
            }
          />
        </header>
        <div className="grow overflow-y-auto">
          <Deliveries endpointId={endpoint.id} />
        </div>
      </SheetContent>
    </Sheet>
  );
}

function Deliveries({ endpointId }: { endpointId: string }) {
  const { org } = useConsole();
  const deliveries = useInfiniteQuery(
    useTRPC().webhooks.deliveries.infiniteQueryOptions(
      { orgSlug: org.slug, endpointId },
      { getNextPageParam: (page) => page.nextCursor, refetchInterval: REFRESH_MS },
    ),
  );
  if (deliveries.data === undefined) {
    if (deliveries.isError) return <QueryError query={deliveries} title="The log could not be loaded" />;
    return (
      <Loading className="space-y-4 p-5">
        <Skeleton className="w-72" />
        <Skeleton className="w-64" />
      </Loading>
    );
  }
  const items = deliveries.data.pages.flatMap((page) => page.items);
  if (items.length === 0)
    return (
      <EmptyState
        title="Nothing was sent yet"
        description="Send a test event from the webhook’s menu to see whether your server takes it."
      />
    );
  return (
    <>
      <ul className="divide-y divide-subtle">
        {items.map((delivery) => (
          <DeliveryItem key={delivery.id} delivery={delivery} />
        ))}
      </ul>
      {deliveries.hasNextPage && (
        <div className="p-4">
          <Button isLoading={deliveries.isFetchingNextPage} onClick={() => void deliveries.fetchNextPage()}>
            Show older
          </Button>
        </div>
      )}
    </>
  );
}
