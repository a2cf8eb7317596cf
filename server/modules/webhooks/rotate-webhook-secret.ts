import {
  WEBHOOK_OVERLAP_HOURS,
  WebhookEndpointInput,
  type WebhookWithSecret,
} from "@/server/contracts/webhooks";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { newWebhookSecret } from "./webhook-secret";
import { ENDPOINT_FIELDS, lockEndpointOrThrow, toEndpoint } from "./webhooks.queries";

/** A new secret, in this answer only. The one before it signs as well for a day, so that no call is refused meanwhile. */
export async function rotateWebhookSecret(ctx: Ctx, input: WebhookEndpointInput): Promise<WebhookWithSecret> {
  authorize(ctx, "webhook:manage");
  requireFeature(ctx, "alert_channels");
  const { endpointId } = parseInput(WebhookEndpointInput, input);
  return withTenant(ctx, async (tx) => {
    const { version } = await lockEndpointOrThrow(tx, ctx, endpointId);
    const before = await tx.webhookEndpoint.findUniqueOrThrow({
      where: { id: endpointId },
      select: { ciphertext: true, wrappedKey: true, masterKeyId: true },
    });
    const owner = { orgId: ctx.orgId, endpointId, version: version + 1 };
    const { secret, columns } = newWebhookSecret(owner);
    const row = await tx.webhookEndpoint.update({
      where: { id: endpointId },
      data: {
        ...columns,
        version: owner.version,
        previousCiphertext: before.ciphertext,
        previousWrappedKey: before.wrappedKey,
        previousMasterKeyId: before.masterKeyId,
        previousUntil: new Date(ctx.now().getTime() + WEBHOOK_OVERLAP_HOURS * 3_600_000),
      },
      select: ENDPOINT_FIELDS,
    });
    await writeAudit(tx, ctx, {
      action: "webhook.secret_rotated",
      targetKind: "webhook",
      targetId: endpointId,
    });
    return { endpoint: toEndpoint(row, ctx.now()), secret };
  });
}
