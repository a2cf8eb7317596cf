import { type DeliveryPage, ListDeliveriesInput, type WebhookDelivery } from "@/server/contracts/webhooks";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { decodeCursor, encodeCursor } from "@/server/core/paging";
import { parseInput } from "@/server/core/parse-input";
import { deriveKey } from "@/server/core/secrets";
import type { WebhookDelivery as DeliveryRow } from "@/server/db/generated/client";
import { withTenant } from "@/server/db/tenant";
import { masterKey } from "@/server/env";
import { readTries } from "./note-answer";
import { webhookBody } from "./webhook-body";
import { getEndpointOrThrow } from "./webhooks.queries";

/** What was sent to an endpoint, the newest first, with the answers. */
export async function listDeliveries(ctx: Ctx, input: ListDeliveriesInput): Promise<DeliveryPage> {
  authorize(ctx, "webhook:read");
  const { endpointId, cursor, limit } = parseInput(ListDeliveriesInput, input);
  const key = deriveKey(masterKey(), "cursor");
  const scope = `${ctx.orgId}|webhook-deliveries`;
  const after = cursor ? positionIn(decodeCursor(key, scope, cursor)) : null;
  const rows = await withTenant(ctx, async (tx) => {
    await getEndpointOrThrow(tx, ctx, endpointId);
    return tx.webhookDelivery.findMany({
      where: { orgId: ctx.orgId, endpointId, ...(after === null ? {} : { OR: after }) },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: limit + 1,
    });
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const nextCursor =
    rows.length > limit && last ? encodeCursor(key, scope, [last.createdAt.getTime(), last.id]) : null;
  return { items: items.map(toDelivery), nextCursor };
}

function positionIn([atMs, id]: (string | number)[]) {
  if (typeof atMs !== "number" || typeof id !== "string")
    throw new AppError("invalid_request", "The cursor is not valid.", { param: "cursor" });
  const createdAt = new Date(atMs);
  return [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }];
}

export function toDelivery(row: DeliveryRow): WebhookDelivery {
  const { id, eventId, eventType, attempts, lastStatus, lastError, createdAt, deliveredAt, nextAttemptAt } =
    row;
  const tries = readTries(row.tries).map((each) => ({ ...each, at: new Date(each.at) }));
  return {
    ...{ id, eventId, eventType, attempts, lastStatus, lastError, createdAt, deliveredAt, nextAttemptAt },
    state: stateOf(row),
    tries,
    body: webhookBody(row),
  };
}

function stateOf({ nextAttemptAt, deliveredAt, attempts }: DeliveryRow): WebhookDelivery["state"] {
  if (nextAttemptAt !== null) return attempts === 0 ? "waiting" : "retrying";
  return deliveredAt === null ? "failed" : "delivered";
}
