import type { Prisma } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import type { Subject } from "./subject";

export interface ErasedAnswers {
  /** Ids under which scores were credited. */
  sourceIds: string[];
  nps_responses: number;
  nps_asks: number;
  feedback: number;
  events: number;
  queued_messages: number;
}

/** Deletes what was said of these sessions and requests by the subject, or by nobody who gave a name. */
export async function eraseAnswersOfSessions(
  tx: Tx,
  { orgId, projectId, names }: Subject,
  { sessionIds, requestIds }: { sessionIds: readonly string[]; requestIds: readonly string[] },
): Promise<ErasedAnswers> {
  const inSessions = { orgId, projectId, sessionId: { in: [...sessionIds] } };
  const theirs = [...names];
  const nameless = { OR: [{ endUserId: null }, { endUserId: { in: theirs } }] };
  return eraseAnswers(tx, orgId, {
    nps: { ...inSessions, ...nameless, respondent: { in: ["", ...theirs] } },
    asks: { ...inSessions, ...nameless },
    feedback: {
      orgId,
      projectId,
      endUserId: { in: ["", ...theirs] },
      OR: [{ sessionId: { in: [...sessionIds] } }, { requestId: { in: [...requestIds] } }],
    },
    events: inSessions,
    sessionIds,
  });
}

/** Deletes what the subject said anywhere else: of sessions that were never stored, or are past their retention. */
export function eraseAnswersOfUser(tx: Tx, { orgId, projectId, names }: Subject): Promise<ErasedAnswers> {
  const theirs = { orgId, projectId, endUserId: { in: [...names] } };
  return eraseAnswers(tx, orgId, {
    nps: { orgId, projectId, OR: [{ endUserId: { in: [...names] } }, { respondent: { in: [...names] } }] },
    asks: theirs,
    feedback: theirs,
    events: null,
    sessionIds: [],
  });
}

interface Wheres {
  nps: Prisma.NpsResponseWhereInput;
  asks: Prisma.NpsShowWhereInput;
  feedback: Prisma.FeedbackWhereInput;
  events: Prisma.FeedbackEventWhereInput | null;
  sessionIds: readonly string[];
}

async function eraseAnswers(tx: Tx, orgId: string, where: Wheres): Promise<ErasedAnswers> {
  const id = { select: { id: true } } as const;
  const answers = await tx.npsResponse.findMany({ where: where.nps, ...id });
  const feedback = await tx.feedback.findMany({ where: where.feedback, ...id });
  const events = where.events === null ? [] : await tx.feedbackEvent.findMany({ where: where.events, ...id });
  const [answerIds, feedbackIds, eventIds] = [answers, feedback, events].map((rows) =>
    rows.map((row) => row.id),
  );
  await tx.npsResponse.deleteMany({ where: { orgId, id: { in: answerIds } } });
  await tx.feedback.deleteMany({ where: { orgId, id: { in: feedbackIds } } });
  await tx.feedbackEvent.deleteMany({ where: { orgId, id: { in: eventIds } } });
  const asks = await tx.npsShow.deleteMany({ where: where.asks });
  return {
    sourceIds: [...(answerIds ?? []), ...(feedbackIds ?? []), ...(eventIds ?? [])],
    nps_responses: answers.length,
    nps_asks: asks.count,
    feedback: feedback.length,
    events: events.length,
    queued_messages: await dropMessages(tx, orgId, {
      answerIds: answerIds ?? [],
      sessionIds: where.sessionIds,
    }),
  };
}

/** Messages that tell of an answer or a session, delivered or not, and what of them is in the log of webhooks. */
async function dropMessages(
  tx: Tx,
  orgId: string,
  { answerIds, sessionIds }: { answerIds: readonly string[]; sessionIds: readonly string[] },
): Promise<number> {
  const [answers, sessions] = [[...answerIds], [...sessionIds]];
  const messages = await tx.$executeRaw`
    DELETE FROM outbox_messages WHERE org_id = ${orgId}
      AND (payload->>'id' = ANY(${answers}::text[]) OR payload->>'session_id' = ANY(${sessions}::text[]))`;
  const deliveries = await tx.$executeRaw`
    DELETE FROM webhook_deliveries WHERE org_id = ${orgId}
      AND (payload->>'id' = ANY(${answers}::text[]) OR payload->>'session_id' = ANY(${sessions}::text[]))`;
  return messages + deliveries;
}
