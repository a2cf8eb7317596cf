"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus, Webhook } from "lucide-react";
import { useState } from "react";
import { QueryError } from "@/app/_components/query-error";
import { useConsole } from "@/app/_components/shell/console-context";
import { UpgradePrompt } from "@/app/_components/upgrade-prompt";
import { useTRPC } from "@/app/_lib/trpc/client";
import { Button } from "@/app/_ui/button";
import { EmptyState } from "@/app/_ui/empty-state";
import { Card, Section } from "@/app/_ui/section";
import { Loading, Skeleton } from "@/app/_ui/skeleton";
import { entitled } from "@/server/contracts/plans";
import { WEBHOOK_ENDPOINTS_MAX } from "@/server/contracts/webhooks";
import { OutboxSection } from "./outbox-section";
import { WebhookDialog, type WebhookEditing } from "./webhook-dialog";
import { WebhookRow } from "./webhook-row";

/** Addresses that are told what happens, and what could not be delivered. */
export function WebhooksSettings() {
  const { org, may } = useConsole();
  const trpc = useTRPC();
  const webhooks = useQuery(trpc.webhooks.list.queryOptions({ orgSlug: org.slug }));
  const organization = useQuery(trpc.organizations.get.queryOptions({ orgSlug: org.slug }));
  const [editing, setEditing] = useState<WebhookEditing>(null);
  const isInPlan = organization.data !== undefined && entitled(organization.data.planId, "alert_channels");
  const mayManage = may("webhook:manage");
  const count = webhooks.data?.items.length ?? 0;
  const mayAdd = mayManage && isInPlan && count < WEBHOOK_ENDPOINTS_MAX;
  return (
    <div className="space-y-10">
      <Section
        title="Webhooks"
        description="Scores, budgets, changed routes and stopped requests, posted to your servers."
        actions={
          mayAdd &&
          count > 0 && (
            <Button size="sm" icon={<Plus aria-hidden />} onClick={() => setEditing("new")}>
              Add webhook
            </Button>
          )
        }
      >
        {webhooks.data === undefined ? (
          webhooks.isError ? (
            <QueryError query={webhooks} title="The webhooks could not be loaded" />
          ) : (
            <Loading>
              <Skeleton className="h-28 w-full" />
            </Loading>
          )
        ) : count === 0 ? (
          <NoWebhooks isInPlan={isInPlan} onAdd={mayAdd ? () => setEditing("new") : undefined} />
        ) : (
          <Card className="divide-y divide-subtle">
            {webhooks.data.items.map((endpoint) => (
              <WebhookRow
                key={endpoint.id}
                endpoint={endpoint}
                onEdit={mayManage && isInPlan ? () => setEditing(endpoint) : undefined}
              />
            ))}
          </Card>
        )}
        {count > 0 && !isInPlan && organization.data !== undefined && (
          <p className="mt-3 text-xs text-subtle">
            Your plan has no webhooks: these are kept, and nothing is sent to them.
          </p>
        )}
        {!mayManage && <p className="mt-3 text-xs text-subtle">Owners and admins can change webhooks.</p>}
      </Section>
      <OutboxSection />
      {mayManage && <WebhookDialog editing={editing} onClose={() => setEditing(null)} />}
    </div>
  );
}

function NoWebhooks({ isInPlan, onAdd }: { isInPlan: boolean; onAdd: (() => void) | undefined }) {
  if (!isInPlan)
    return (
      <Card className="px-4 py-4">
        <UpgradePrompt feature="alert_channels" />
      </Card>
    );
  return (
    <Card>
      <EmptyState
        icon={<Webhook aria-hidden />}
        title="No webhook yet"
        description="Signed as the Standard Webhooks specification says, and tried again for a day until your server takes them."
        action={
          onAdd !== undefined && (
            <Button variant="primary" icon={<Plus aria-hidden />} onClick={onAdd}>
              Add webhook
            </Button>
          )
        }
      />
    </Card>
  );
}
