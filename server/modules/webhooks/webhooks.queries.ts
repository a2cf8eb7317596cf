import type { WebhookEndpoint } from "@/server/contracts/webhooks";
import type { Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import type { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";

/** Without anything of the secret but its last four characters. */
export const ENDPOINT_FIELDS = {
  id: true,
  url: true,
  description: true,
  eventTypes: true,
  lastFour: true,
  version: true,
  previousUntil: true,
  disabledAt: true,
  disabledReason: true,
  failingSince: true,
  createdAt: true,
} as const satisfies Prisma.WebhookEndpointSelect;

export type EndpointRow = Prisma.WebhookEndpointGetPayload<{ select: typeof ENDPOINT_FIELDS }>;

export function toEndpoint(row: EndpointRow, now: Date): WebhookEndpoint {
  const { disabledReason: _reason, version: _version, previousUntil, ...facts } = row;
  const isOverlap = previousUntil !== null && previousUntil > now;
  return { ...facts, previousUntil: isOverlap ? previousUntil : null, status: statusOf(row) };
}

function statusOf({ disabledAt, disabledReason, failingSince }: EndpointRow): WebhookEndpoint["status"] {
  if (disabledAt !== null) return disabledReason === "person" ? "off" : "given_up";
  return failingSince === null ? "active" : "failing";
}

/** The organisation's endpoint; another organisation's is not found. Locked until the transaction ends. */
export async function lockEndpointOrThrow(tx: Tx, ctx: Ctx, id: string): Promise<EndpointRow> {
  await tx.$queryRaw`select 1 from webhook_endpoints where id = ${id} and org_id = ${ctx.orgId} for update`;
  return getEndpointOrThrow(tx, ctx, id);
}

export async function getEndpointOrThrow(tx: Tx, ctx: Ctx, id: string): Promise<EndpointRow> {
  const row = await tx.webhookEndpoint.findFirst({
    where: { id, orgId: ctx.orgId },
    select: ENDPOINT_FIELDS,
  });
  if (row === null) throw notFound("webhook");
  return row;
}
