import { systemDb } from "@/server/db/system";
import { newWebhookSecret } from "@/server/modules/webhooks/webhook-secret";

interface WebhookIds {
  webhookId: string;
  webhookDeliveryId: string;
  outboxMessageId: string;
}

/** An endpoint with one event in its log, and a message that nobody has delivered. */
export async function createTestWebhook(orgId: string, ids: WebhookIds): Promise<void> {
  const db = systemDb();
  const { columns } = newWebhookSecret({ orgId, endpointId: ids.webhookId, version: 1 });
  // Refused at once, whether or not private addresses may be called: nothing listens there.
  const url = "https://127.0.0.1:1/walk";
  await db.webhookEndpoint.create({
    data: { ...columns, id: ids.webhookId, orgId, url, eventTypes: ["nps.created"] },
  });
  await db.webhookDelivery.create({
    data: {
      id: ids.webhookDeliveryId,
      orgId,
      endpointId: ids.webhookId,
      eventId: `out_${ids.webhookDeliveryId}`,
      eventType: "nps.created",
      payload: { score: 3 },
      occurredAt: new Date(),
    },
  });
  await db.outboxMessage.create({
    data: { id: ids.outboxMessageId, orgId, topic: "test.unknown", payload: {} },
  });
}

/** A detector of the firewall that is a server of the customer's own, and off. */
export async function createTestDetector({
  orgId,
  projectId,
}: Record<"orgId" | "projectId", string>): Promise<void> {
  const settings = { kind: "webhook", url: "https://127.0.0.1:1/walk", mode: "off", onError: "allow" };
  await systemDb().remoteDetector.create({ data: { orgId, projectId, settings } });
}
