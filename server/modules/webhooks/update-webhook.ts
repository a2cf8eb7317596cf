import { UpdateWebhookInput, type WebhookEndpoint } from "@/server/contracts/webhooks";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { checkWebhookUrl } from "./check-webhook-url";
import { ENDPOINT_FIELDS, type EndpointRow, lockEndpointOrThrow, toEndpoint } from "./webhooks.queries";

/** Moves an endpoint, chooses its events anew, or turns it off and on. Turned off, it misses what happens. */
export async function updateWebhook(ctx: Ctx, input: UpdateWebhookInput): Promise<WebhookEndpoint> {
  authorize(ctx, "webhook:manage");
  const { endpointId, isEnabled, ...changes } = parseInput(UpdateWebhookInput, input);
  // Whoever left the plan may still turn an endpoint off.
  if (isEnabled !== false) requireFeature(ctx, "alert_channels");
  if (changes.url !== undefined) await checkWebhookUrl(changes.url);
  return withTenant(ctx, async (tx) => {
    const before = await lockEndpointOrThrow(tx, ctx, endpointId);
    const row = await tx.webhookEndpoint.update({
      where: { id: endpointId },
      data: { ...changes, ...switched(before, isEnabled, ctx.now()) },
      select: ENDPOINT_FIELDS,
    });
    await writeAudit(tx, ctx, {
      action: "webhook.updated",
      targetKind: "webhook",
      targetId: endpointId,
      changes: { ...changes, ...(isEnabled === undefined ? {} : { isEnabled }) },
    });
    return toEndpoint(row, ctx.now());
  });
}

function switched(before: EndpointRow, isEnabled: boolean | undefined, now: Date) {
  if (isEnabled === true) return { disabledAt: null, disabledReason: null, failingSince: null };
  if (isEnabled === false) return { disabledAt: before.disabledAt ?? now, disabledReason: "person" };
  return {};
}
