import { type EventBody, type EventOutput, PROOFS, WAIT_FOR_SESSION_MS } from "@/server/contracts/feedback";
import { authorize, type Ctx } from "@/server/core/context";
import { newId } from "@/server/core/ids";
import { withTenant } from "@/server/db/tenant";
import { countEvent } from "./count-feedback";
import type { FeedbackSource } from "./feedback-source";
import { findSession, lockSession } from "./sessions.queries";

/**
 * What an end user did with an answer. The same thing done again is counted on the row that is there: however often
 * it is sent, a session teaches one thing of each type.
 */
export async function recordEvent(ctx: Ctx, source: FeedbackSource, body: EventBody): Promise<EventOutput> {
  authorize(ctx, "feedback:write");
  const { orgId } = ctx;
  const { projectId, proof } = source;
  const { session_id: sessionId, type } = body;
  const place = { orgId, projectId, sessionId, requestId: body.request_id ?? "", type };
  return withTenant(ctx, async (tx) => {
    await lockSession(tx, ctx, { projectId, sessionId });
    const where = { orgId_projectId_sessionId_requestId_type: place };
    const given = await tx.feedbackEvent.findUnique({ where, select: { proof: true } });
    const session = await findSession(tx, ctx, { projectId, sessionId });
    const now = ctx.now();
    const isWeaker = given !== null && PROOFS.indexOf(given.proof) > PROOFS.indexOf(proof);
    const said = { value: body.value == null ? null : Number(body.value), proof };
    const row = await tx.feedbackEvent.upsert({
      where,
      create: {
        ...place,
        ...said,
        id: newId("evt"),
        createdAt: now,
        joinedAt: session === null ? null : now,
        waitingUntil: session === null ? new Date(now.getTime() + WAIT_FOR_SESSION_MS) : null,
      },
      update: { ...(isWeaker ? {} : said), count: { increment: 1 } },
    });
    if (session !== null) await countEvent(tx, ctx, row);
    return { id: row.id, session_id: sessionId };
  });
}
