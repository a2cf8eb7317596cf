import { RetryOutboxInput } from "@/server/contracts/outbox";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";

/** Has a message that was given up, or waits for its next try, tried again from the start. */
export async function retryOutboxMessage(ctx: Ctx, input: RetryOutboxInput): Promise<void> {
  authorize(ctx, "webhook:manage");
  const { messageId } = parseInput(RetryOutboxInput, input);
  await withTenant(ctx, async (tx) => {
    const { count } = await tx.outboxMessage.updateMany({
      where: { id: messageId, orgId: ctx.orgId, deliveredAt: null },
      data: { deadAt: null, attempts: 0, availableAt: ctx.now() },
    });
    if (count === 0) throw notFound("message");
    await writeAudit(tx, ctx, {
      action: "outbox_message.retried",
      targetKind: "outbox_message",
      targetId: messageId,
    });
  });
}
