import { RedeliverInput, type WebhookDelivery } from "@/server/contracts/webhooks";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { toDelivery } from "./list-deliveries";

/** Sends an event again, under its first id, whether or not it arrived. */
export async function redeliver(ctx: Ctx, input: RedeliverInput): Promise<WebhookDelivery> {
  authorize(ctx, "webhook:manage");
  requireFeature(ctx, "alert_channels");
  const { deliveryId } = parseInput(RedeliverInput, input);
  return withTenant(ctx, async (tx) => {
    const found = await tx.webhookDelivery.findFirst({
      where: { id: deliveryId, orgId: ctx.orgId },
      select: { endpointId: true, endpoint: { select: { disabledAt: true } } },
    });
    if (found === null) throw notFound("delivery");
    if (found.endpoint.disabledAt !== null)
      throw new AppError("conflict", "This webhook is turned off. Turn it on first.");
    const row = await tx.webhookDelivery.update({
      where: { id: deliveryId },
      data: { attempts: 0, nextAttemptAt: ctx.now(), deliveredAt: null },
    });
    await writeAudit(tx, ctx, {
      action: "webhook.redelivered",
      targetKind: "webhook",
      targetId: found.endpointId,
      changes: { eventId: row.eventId },
    });
    return toDelivery(row);
  });
}
