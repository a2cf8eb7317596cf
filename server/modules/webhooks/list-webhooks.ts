import { type ListWebhooksOutput, WEBHOOK_ENDPOINTS_MAX } from "@/server/contracts/webhooks";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { ENDPOINT_FIELDS, toEndpoint } from "./webhooks.queries";

export async function listWebhooks(ctx: Ctx): Promise<ListWebhooksOutput> {
  authorize(ctx, "webhook:read");
  const rows = await withTenant(ctx, (tx) =>
    tx.webhookEndpoint.findMany({
      where: { orgId: ctx.orgId },
      orderBy: [{ createdAt: "asc" }, { id: "asc" }],
      take: WEBHOOK_ENDPOINTS_MAX,
      select: ENDPOINT_FIELDS,
    }),
  );
  return { items: rows.map((row) => toEndpoint(row, ctx.now())) };
}
