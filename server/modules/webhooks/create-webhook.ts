import {
  CreateWebhookInput,
  WEBHOOK_ENDPOINTS_MAX,
  type WebhookWithSecret,
} from "@/server/contracts/webhooks";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { requireFeature } from "@/server/core/require-feature";
import { withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { checkWebhookUrl } from "./check-webhook-url";
import { newWebhookSecret } from "./webhook-secret";
import { ENDPOINT_FIELDS, toEndpoint } from "./webhooks.queries";

/** Adds an endpoint. Its secret is in this answer and in no other. */
export async function createWebhook(ctx: Ctx, input: CreateWebhookInput): Promise<WebhookWithSecret> {
  authorize(ctx, "webhook:manage");
  requireFeature(ctx, "alert_channels");
  const { url, description, eventTypes } = parseInput(CreateWebhookInput, input);
  await checkWebhookUrl(url);
  const id = newId("whe");
  const { secret, columns } = newWebhookSecret({ orgId: ctx.orgId, endpointId: id, version: 1 });
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    if ((await tx.webhookEndpoint.count({ where: { orgId: ctx.orgId } })) >= WEBHOOK_ENDPOINTS_MAX) {
      const text = `An organisation can have ${WEBHOOK_ENDPOINTS_MAX} webhooks. Delete one first.`;
      throw new AppError("limit_exceeded", text);
    }
    const row = await tx.webhookEndpoint.create({
      data: { ...columns, id, orgId: ctx.orgId, url, description, eventTypes },
      select: ENDPOINT_FIELDS,
    });
    await writeAudit(tx, ctx, {
      action: "webhook.created",
      targetKind: "webhook",
      targetId: id,
      changes: { url, description, eventTypes },
    });
    return { endpoint: toEndpoint(row, ctx.now()), secret };
  });
}
