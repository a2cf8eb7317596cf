import { SURVEY } from "@/server/contracts/feedback";
import type { Feedback } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import { type Tx, withTenant } from "@/server/db/tenant";
import { openTextsOf } from "@/server/modules/content-keys";
import { answerNps, NPS_FIELDS } from "./answer-nps";
import { countAnswer } from "./count-answer";
import { countEvent, countFeedback } from "./count-feedback";
import { findSession, lockSession, sessionFacts, sessionOfRequest } from "./sessions.queries";

const BATCH = 200;
const DAY_MS = 86_400_000;

interface Waiting {
  table: "feedback" | "nps_responses" | "feedback_events";
  id: string;
  org_id: string;
}

/**
 * Joins what came before its session to the session, now that there is one. Returns how many were joined. Repeating
 * it, or running it in several processes at once, does no harm.
 */
export async function joinWaiting(now: Date): Promise<number> {
  let joined = 0;
  for (;;) {
    const found = await findJoinable();
    let inBatch = 0;
    for (const waiting of found) if (await join(waiting, now)) inBatch += 1;
    joined += inBatch;
    if (found.length < BATCH || inBatch === 0) return joined;
  }
}

function findJoinable(): Promise<Waiting[]> {
  return systemDb().$queryRaw<Waiting[]>`
    SELECT 'nps_responses' AS "table", w.id, w.org_id FROM nps_responses w
    JOIN sessions s ON s.org_id = w.org_id AND s.project_id = w.project_id AND s.id = w.session_id
    WHERE w.waiting_until IS NOT NULL
    UNION ALL
    SELECT 'feedback_events', w.id, w.org_id FROM feedback_events w
    JOIN sessions s ON s.org_id = w.org_id AND s.project_id = w.project_id AND s.id = w.session_id
    WHERE w.waiting_until IS NOT NULL
    UNION ALL
    SELECT 'feedback', w.id, w.org_id FROM feedback w
    JOIN sessions s ON s.org_id = w.org_id AND s.project_id = w.project_id AND s.id = w.session_id
    WHERE w.waiting_until IS NOT NULL AND w.session_id <> ''
    UNION ALL
    SELECT 'feedback', w.id, w.org_id FROM feedback w
    WHERE w.waiting_until IS NOT NULL AND w.session_id = '' AND EXISTS (
      SELECT 1 FROM requests r WHERE r.org_id = w.org_id AND r.project_id = w.project_id
        AND r.id = w.request_id::uuid AND r.session_id <> ''
        AND r.created_at >= w.created_at - interval '2 days')
    LIMIT ${BATCH}`;
}

function join({ table, id, org_id: orgId }: Waiting, now: Date): Promise<boolean> {
  const scope = { orgId };
  return withTenant(scope, async (tx) => {
    if (table === "nps_responses") return joinAnswer(tx, orgId, id, now);
    if (table === "feedback_events") return joinEvent(tx, orgId, id, now);
    return joinFeedback(tx, orgId, id, now);
  });
}

async function joinAnswer(tx: Tx, orgId: string, id: string, now: Date): Promise<boolean> {
  const row = await tx.npsResponse.findFirst({
    where: { id, orgId, waitingUntil: { not: null } },
    select: { projectId: true, sessionId: true, endUserId: true },
  });
  if (row === null) return false;
  await lockSession(tx, { orgId }, row);
  const session = await findSession(tx, { orgId }, row);
  if (session === null) return false;
  const facts = await sessionFacts(tx, { orgId }, session);
  const joined = await tx.npsResponse.update({
    where: { id, orgId },
    data: {
      ...{ joinedAt: now, waitingUntil: null, ...facts },
      endUserId: row.endUserId ?? session.endUserId,
    },
    select: NPS_FIELDS,
  });
  await countAnswer(tx, { orgId }, joined);
  return true;
}

async function joinEvent(tx: Tx, orgId: string, id: string, now: Date): Promise<boolean> {
  const row = await tx.feedbackEvent.update({
    where: { id, orgId },
    data: { joinedAt: now, waitingUntil: null },
  });
  await countEvent(tx, { orgId }, row);
  return true;
}

async function joinFeedback(tx: Tx, orgId: string, id: string, now: Date): Promise<boolean> {
  const row = await tx.feedback.findFirst({ where: { id, orgId, waitingUntil: { not: null } } });
  if (row === null) return false;
  const { projectId, requestId } = row;
  const sessionId = row.sessionId || (await sessionOfRequest(tx, { orgId }, projectId, requestId));
  if (sessionId === null) return false;
  await lockSession(tx, { orgId }, { projectId, sessionId });
  if (row.kind === "nps") return becomeAnswer(tx, { ...row, sessionId }, now);
  const { endUserId, kind, metric } = row;
  // What was said of the same thing since, with its session named, is the later word.
  const later = await tx.feedback.findFirst({
    where: { orgId, projectId, sessionId, requestId, endUserId, kind, metric, NOT: { id } },
    select: { id: true },
  });
  if (later !== null) {
    await tx.feedback.delete({ where: { id, orgId } });
    return true;
  }
  const data = { sessionId, joinedAt: now, waitingUntil: null };
  await countFeedback(tx, { orgId }, await tx.feedback.update({ where: { id, orgId }, data }));
  return true;
}

/** An NPS answer that named only its request, now that the request's session is known. */
async function becomeAnswer(tx: Tx, row: Feedback, now: Date): Promise<boolean> {
  const { id, orgId, projectId, sessionId, score, isUseful, locale } = row;
  const said = await openTextsOf(tx, orgId, "feedback", { id, comment: row.comment });
  await tx.feedback.delete({ where: { id, orgId } });
  if (score === null) return true;
  await answerNps(
    tx,
    { orgId, now: () => now },
    {
      ...{ id, projectId, sessionId, score, isUseful, locale, comment: said?.comment ?? null },
      survey: SURVEY,
      respondent: row.endUserId,
      endUserId: row.endUserId || null,
      proof: "server",
      showId: null,
      shownAt: null,
      networkHash: null,
    },
  );
  return true;
}

/**
 * Lets go of what has waited for a day: unsigned answers and events of sessions that never were. What a server or a
 * token vouches for stays, without a session. Networks are forgotten after the same time.
 */
export async function giveUpWaiting(now: Date): Promise<number> {
  const db = systemDb();
  const isOver = { waitingUntil: { lte: now } };
  const dropped = await Promise.all([
    db.npsResponse.deleteMany({ where: { ...isOver, proof: "anonymous" } }),
    db.feedbackEvent.deleteMany({ where: { ...isOver, proof: "anonymous" } }),
  ]);
  await db.npsResponse.updateMany({ where: isOver, data: { waitingUntil: null } });
  await db.feedbackEvent.updateMany({ where: isOver, data: { waitingUntil: null } });
  await db.feedback.updateMany({ where: isOver, data: { waitingUntil: null } });
  await db.npsResponse.updateMany({
    where: { networkHash: { not: null }, createdAt: { lte: new Date(now.getTime() - DAY_MS) } },
    data: { networkHash: null },
  });
  return dropped.reduce((sum, { count }) => sum + count, 0);
}
