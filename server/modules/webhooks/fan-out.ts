import { entitled } from "@/server/contracts/plans";
import { newId } from "@/server/core/ids";
import { type Tx, withTenant } from "@/server/db/tenant";
import type { ClaimedMessage } from "@/server/modules/outbox";

/** Puts an event on its way to each endpoint that wants it; a second time finds them there. */
export async function fanOut(
  { id, orgId, topic, payload, createdAt }: ClaimedMessage,
  now: Date,
): Promise<void> {
  await withTenant({ orgId }, async (tx) => {
    if (!(await hasWebhooks(tx, orgId))) return;
    const endpoints = await tx.webhookEndpoint.findMany({
      where: { orgId, disabledAt: null, eventTypes: { has: topic } },
      select: { id: true },
    });
    const event = { orgId, eventId: id, eventType: topic, payload: asJson(payload), occurredAt: createdAt };
    await tx.webhookDelivery.createMany({
      data: endpoints.map((endpoint) => ({
        ...event,
        id: newId("whd"),
        endpointId: endpoint.id,
        nextAttemptAt: now,
        createdAt: now,
      })),
      skipDuplicates: true,
    });
  });
}

/** Endpoints of a plan that ended stay, and are told nothing. */
async function hasWebhooks(tx: Tx, orgId: string): Promise<boolean> {
  const row = await tx.subscription.findUnique({ where: { orgId }, select: { planId: true } });
  return entitled(row?.planId ?? "free", "alert_channels");
}

/** It came out of a jsonb column. */
function asJson(payload: unknown) {
  return JSON.parse(JSON.stringify(payload));
}
