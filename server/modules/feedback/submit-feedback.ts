import {
  kindOf,
  SURVEY,
  type SubmitFeedbackBody,
  type SubmitFeedbackOutput,
  WAIT_FOR_SESSION_MS,
} from "@/server/contracts/feedback";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { type Tx, withTenant } from "@/server/db/tenant";
import { answerNps } from "./answer-nps";
import { countFeedback } from "./count-feedback";
import type { FeedbackSource } from "./feedback-source";
import { sealedComment } from "./sealed-comment";
import { findSession, latestSessionOfKey, lockSession, sessionOfRequest } from "./sessions.queries";
import { storedText } from "./stored-text";

/** What the gateway that took the call remembers of requests which may not be stored yet. */
export interface RecentSessions {
  ofKey(apiKeyId: string): { sessionId: string; atMs: number } | null;
  ofRequest(projectId: string, requestId: string): string | null;
}

/** Feedback from the customer's server. Of one session, user and kind the latest wins. */
export async function submitFeedback(
  ctx: Ctx,
  source: FeedbackSource,
  body: SubmitFeedbackBody,
  recent: RecentSessions,
): Promise<SubmitFeedbackOutput> {
  authorize(ctx, "feedback:write");
  return withTenant(ctx, async (tx) => {
    const sessionId = await sessionOf(tx, ctx, source, body, recent);
    const stored =
      kindOf(body) === "nps" && sessionId !== ""
        ? await storeAnswer(tx, ctx, source, body, sessionId)
        : await storeFeedback(tx, ctx, source, body, sessionId);
    return {
      duplicate: stored.isDuplicate,
      session_id: sessionId === "" ? null : sessionId,
      feedback_id: stored.id,
      decisions_credited: stored.decisionsCredited,
    };
  });
}

/** The session that is meant; empty where only a request is named that is not stored yet. */
async function sessionOf(
  tx: Tx,
  ctx: Ctx,
  { projectId, apiKeyId }: FeedbackSource,
  body: SubmitFeedbackBody,
  recent: RecentSessions,
): Promise<string> {
  const { session_id: named, request_id: requestId } = body;
  if (requestId != null) {
    const found =
      recent.ofRequest(projectId, requestId) ?? (await sessionOfRequest(tx, ctx, projectId, requestId));
    if (named != null && found !== null && found !== named) throw notInSession();
    return named ?? found ?? "";
  }
  if (named != null) return named;
  const [here, stored] = [recent.ofKey(apiKeyId), await latestSessionOfKey(tx, ctx, { projectId, apiKeyId })];
  const latest = here !== null && (stored === null || here.atMs >= stored.atMs) ? here : stored;
  if (latest === null) {
    throw new AppError("not_found", "the key has no recent session", {
      userMessage: "This key has had no session in the last 24 hours. Name one with session_id.",
      param: "session_id",
    });
  }
  return latest.sessionId;
}

function notInSession(): AppError {
  return new AppError("invalid_field", "request of another session", {
    userMessage: "This request belongs to another session. Leave session_id out, or name the right one.",
    param: "request_id",
  });
}

interface Stored {
  id: string;
  isDuplicate: boolean;
  decisionsCredited: number;
}

function storeAnswer(
  tx: Tx,
  ctx: Ctx,
  source: FeedbackSource,
  body: SubmitFeedbackBody,
  sessionId: string,
): Promise<Stored> {
  if (body.score == null) throw notFound("score");
  return answerNps(tx, ctx, {
    projectId: source.projectId,
    survey: SURVEY,
    sessionId,
    respondent: source.endUserId ?? "",
    endUserId: source.endUserId,
    score: body.score,
    isUseful: body.useful ?? null,
    comment: storedText(body.comment),
    locale: body.locale ?? null,
    proof: "server",
    showId: null,
    shownAt: null,
    networkHash: null,
  });
}

/** Everything but NPS; and NPS on a request whose session nobody knows yet, which becomes an answer when it is found. */
async function storeFeedback(
  tx: Tx,
  ctx: Ctx,
  source: FeedbackSource,
  body: SubmitFeedbackBody,
  sessionId: string,
): Promise<Stored> {
  const { orgId } = ctx;
  const { projectId } = source;
  const kind = kindOf(body);
  const place = {
    ...{ orgId, projectId, sessionId, kind },
    requestId: body.request_id ?? "",
    endUserId: source.endUserId ?? "",
    metric: kind === "metric" ? (body.metric ?? "") : "",
  };
  await lockSession(tx, ctx, { projectId, sessionId });
  const where = { orgId_projectId_sessionId_requestId_endUserId_kind_metric: place };
  const given = await tx.feedback.findUnique({ where, select: { id: true } });
  const id = given?.id ?? newId("fb");
  const isKnown = sessionId !== "" && (await findSession(tx, ctx, { projectId, sessionId })) !== null;
  const now = ctx.now();
  const data = {
    score: body.score ?? null,
    isUseful: body.useful ?? null,
    value: body.value == null ? null : Number(body.value),
    comment: await sealedComment(orgId, id, storedText(body.comment)),
    locale: body.locale ?? null,
    occurredAt: happenedAt(body.occurred_at, now),
    joinedAt: isKnown ? now : null,
    waitingUntil: isKnown ? null : new Date(now.getTime() + WAIT_FOR_SESSION_MS),
  };
  const row = await tx.feedback.upsert({
    where,
    create: { ...place, ...data, id, createdAt: now },
    update: data,
  });
  const decisionsCredited = isKnown ? await countFeedback(tx, ctx, row) : 0;
  return { id: row.id, isDuplicate: given !== null, decisionsCredited };
}

/** Clocks differ: what has not happened yet happened now. */
function happenedAt(time: string | null | undefined, now: Date): Date {
  if (time == null) return now;
  const told = new Date(time);
  return told > now ? now : told;
}
