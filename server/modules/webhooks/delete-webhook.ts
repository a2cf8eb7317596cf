import { WebhookEndpointInput } from "@/server/contracts/webhooks";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { lockEndpointOrThrow } from "./webhooks.queries";

/** Deletes an endpoint with its log; what is on its way to it is dropped. */
export async function deleteWebhook(ctx: Ctx, input: WebhookEndpointInput): Promise<void> {
  authorize(ctx, "webhook:manage");
  const { endpointId } = parseInput(WebhookEndpointInput, input);
  await withTenant(ctx, async (tx) => {
    const { url } = await lockEndpointOrThrow(tx, ctx, endpointId);
    await tx.webhookEndpoint.delete({ where: { id: endpointId }, select: { id: true } });
    await writeAudit(tx, ctx, {
      action: "webhook.deleted",
      targetKind: "webhook",
      targetId: endpointId,
      changes: { url },
    });
  });
}
