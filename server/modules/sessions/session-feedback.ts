import { z } from "zod";
import { SESSION_FEEDBACK_MAX, SessionEvent, type SessionFeedback } from "@/server/contracts/sessions";
import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";
import { openTexts } from "@/server/modules/content-keys";
import type { SessionRow } from "./session-rows";

const Events = z.array(SessionEvent);

/** What was said of a session and done with its answers, the oldest first. */
export async function findSessionFeedback(
  tx: Tx,
  ctx: Ctx,
  { id: sessionId, projectId }: SessionRow,
): Promise<{ feedback: SessionFeedback[]; events: SessionEvent[] }> {
  const where = { orgId: ctx.orgId, projectId, sessionId };
  const said = await tx.feedback.findMany({
    where,
    orderBy: [{ occurredAt: "asc" }, { id: "asc" }],
    take: SESSION_FEEDBACK_MAX,
    select: {
      ...{ id: true, kind: true, requestId: true, score: true, isUseful: true, metric: true, value: true },
      ...{ comment: true, occurredAt: true },
    },
  });
  const done = await tx.feedbackEvent.findMany({
    where,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: SESSION_FEEDBACK_MAX,
    select: { id: true, requestId: true, type: true, count: true, proof: true, createdAt: true },
  });
  return {
    feedback: (await openTexts(tx, ctx.orgId, "feedback", said)).map(
      ({ requestId, isUseful, metric, occurredAt, ...facts }) => ({
        ...facts,
        request_id: orNull(requestId),
        is_useful: isUseful,
        metric: orNull(metric),
        occurred_at: occurredAt.toISOString(),
      }),
    ),
    events: Events.parse(
      done.map(({ requestId, createdAt, ...facts }) => ({
        ...facts,
        request_id: orNull(requestId),
        created_at: createdAt.toISOString(),
      })),
    ),
  };
}

const orNull = (text: string): string | null => (text === "" ? null : text);
