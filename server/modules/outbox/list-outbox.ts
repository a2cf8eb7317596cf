import type { ListOutboxOutput, OutboxItem } from "@/server/contracts/outbox";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { isHandled } from "./topics";

const ITEMS_MAX = 100;

/** What was not delivered yet, the newest first. */
export async function listOutbox(ctx: Ctx): Promise<ListOutboxOutput> {
  authorize(ctx, "webhook:read");
  const rows = await withTenant(ctx, (tx) =>
    tx.outboxMessage.findMany({
      where: { orgId: ctx.orgId, deliveredAt: null },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: ITEMS_MAX,
      select: {
        id: true,
        topic: true,
        attempts: true,
        deadAt: true,
        lastError: true,
        createdAt: true,
        availableAt: true,
      },
    }),
  );
  return {
    items: rows.map(({ deadAt, availableAt, ...row }) => {
      const state = stateOf({ ...row, deadAt });
      const isDue = state === "waiting" || state === "retrying";
      return { ...row, state, nextAttemptAt: isDue ? availableAt : null };
    }),
  };
}

function stateOf(row: { topic: string; attempts: number; deadAt: Date | null }): OutboxItem["state"] {
  if (row.deadAt !== null) return "dead";
  if (!isHandled(row.topic)) return "unhandled";
  return row.attempts === 0 ? "waiting" : "retrying";
}
