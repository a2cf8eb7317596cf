import { WEBHOOK_TEST_TYPE, WebhookEndpointInput } from "@/server/contracts/webhooks";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { getEndpointOrThrow } from "./webhooks.queries";

/** Sends an event that means nothing, once, to see whether the endpoint takes it. */
export async function sendTestEvent(ctx: Ctx, input: WebhookEndpointInput): Promise<{ deliveryId: string }> {
  authorize(ctx, "webhook:manage");
  requireFeature(ctx, "alert_channels");
  const { endpointId } = parseInput(WebhookEndpointInput, input);
  const deliveryId = newId("whd");
  await withTenant(ctx, async (tx) => {
    await getEndpointOrThrow(tx, ctx, endpointId);
    const now = ctx.now();
    await tx.webhookDelivery.create({
      data: {
        id: deliveryId,
        orgId: ctx.orgId,
        endpointId,
        eventId: newId("out"),
        eventType: WEBHOOK_TEST_TYPE,
        payload: { message: "It works." },
        occurredAt: now,
        nextAttemptAt: now,
        createdAt: now,
      },
      select: { id: true },
    });
    await writeAudit(tx, ctx, { action: "webhook.tested", targetKind: "webhook", targetId: endpointId });
  });
  return { deliveryId };
}
