import type { Tx } from "@/server/db/tenant";
import { type Contribution, replaceContribution } from "./add-statistics.queries";
import type { CreditChannel, CreditSignal } from "./credit-types";
import { type CreditedSession, creditedSession } from "./credited-cells";
import { lockCredit, type StoredCredit } from "./credits.queries";

export interface CreditFeedbackInput {
  orgId: string;
  projectId: string;
  sessionId: string;
  /** Id of the feedback or NPS answer: what is credited twice under one id counts once, as the last call says. */
  sourceId: string;
  signal: CreditSignal;
  /** 0 the worst, 1 the best. */
  score01: number;
  channel: CreditChannel;
  /** When the score is about one request of the session. */
  requestId?: string | null;
  at: Date;
}

/**
 * Credits a score to the models that served its session, inside the caller's transaction and its tenant. A session
 * that nobody has seen yet is credited once its requests are stored, if that happens within a day.
 */
export async function creditFeedback(
  tx: Tx,
  input: CreditFeedbackInput,
): Promise<{ decisionsCredited: number }> {
  const { orgId, sourceId, projectId, sessionId, signal, score01, channel, at } = input;
  if (!(score01 >= 0 && score01 <= 1)) throw new RangeError("a score lies between 0 and 1");
  const requestId = input.requestId ?? null;
  await tx.feedbackCredit.createMany({
    data: { orgId, sourceId, projectId, sessionId, requestId, signal, score: score01, channel, at },
    skipDuplicates: true,
  });
  const before = await lockCredit(tx, { orgId, sourceId });
  if (before === null) throw new Error("a credit that was just written is gone");
  const next = { ...before, projectId, sessionId, requestId, signal, score: score01, channel, at };
  return storeCredit(tx, before, next);
}

/** Takes out exactly what a score has added; nothing happens for one that was never credited. */
export async function retractFeedback(
  tx: Tx,
  { orgId, sourceId }: { orgId: string; sourceId: string },
): Promise<void> {
  const before = await lockCredit(tx, { orgId, sourceId });
  if (before === null) return;
  await replaceContribution(tx, orgId, { before, after: null });
  await tx.feedbackCredit.delete({ where: { orgId_sourceId: { orgId, sourceId } } });
}

/** Works a credit out again from what is stored of its session by now. */
export async function creditAgain(tx: Tx, key: { orgId: string; sourceId: string }): Promise<void> {
  const before = await lockCredit(tx, key);
  if (before !== null) await storeCredit(tx, before, before);
}

async function storeCredit(
  tx: Tx,
  before: StoredCredit,
  next: StoredCredit,
): Promise<{ decisionsCredited: number }> {
  const { orgId, sourceId } = next;
  const session = keepWhatIsGone(before, next, await creditedSession(tx, next));
  const after: Contribution = { ...next, cells: session.cells };
  await replaceContribution(tx, orgId, { before, after });
  await tx.feedbackCredit.update({
    where: { orgId_sourceId: { orgId, sourceId } },
    data: {
      projectId: next.projectId,
      sessionId: next.sessionId,
      requestId: next.requestId,
      signal: next.signal,
      score: next.score,
      channel: next.channel,
      at: next.at,
      cells: session.cells.map((cell) => ({ ...cell })),
      decisionsCredited: session.decisionsCredited,
      turnCount: session.turnCount,
    },
  });
  return { decisionsCredited: session.decisionsCredited };
}

/** Requests may be older than they are kept: then the models stay credited that were credited before. */
function keepWhatIsGone(before: StoredCredit, next: StoredCredit, found: CreditedSession): CreditedSession {
  const isSame = before.sessionId === next.sessionId && before.requestId === next.requestId;
  if (found.decisionsCredited > 0 || !isSame || before.channel !== next.channel) return found;
  return { ...found, cells: before.cells, decisionsCredited: before.decisionsCredited };
}
