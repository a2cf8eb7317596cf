import { type ErasedCounts, EraseEndUserInput, type ErasureReceipt } from "@/server/contracts/erasure";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { erasureMark, markErased } from "@/server/modules/ingest";
import { getProjectOrThrow } from "@/server/modules/projects";
import { dropProjectAnswers } from "@/server/modules/response-cache";
import { eraseAnswersOfUser } from "./erase-answers.queries";
import { eraseSessions, retractScores } from "./erase-sessions";
import { addCounts, NOTHING_ERASED, readCounts } from "./erased-counts";
import { type FoundSession, findSessions } from "./find-sessions.queries";
import { type Subject, subjectOf } from "./subject";

/**
 * Erases an end user of a project from everywhere: requests with their texts and decisions, sessions, answers,
 * feedback, asks, events, what routes learned of it, cached answers, queued messages, and records that are still on
 * their way. What remains is numbers of nobody (usage, spend) and the receipt. Works in many small transactions; cut
 * off halfway, it goes on when it is called again. An end user whom nobody knows is erased just as well.
 */
export async function eraseEndUser(ctx: Ctx, input: EraseEndUserInput): Promise<ErasureReceipt> {
  authorize(ctx, "data:erase");
  const { projectId, endUserId } = parseInput(EraseEndUserInput, input);
  const subject = subjectOf(ctx.orgId, projectId, endUserId);
  const erasure = await withTenant(ctx, (tx) => begin(tx, ctx, subject));
  while (await eraseSome(ctx, subject, erasure.id));
  return withTenant(ctx, (tx) => finish(tx, ctx, subject, erasure));
}

interface Begun {
  id: string;
  requestedAt: Date;
}

/** Takes up an erasure of the same end user that was cut off, or begins one. */
async function begin(tx: Tx, ctx: Ctx, subject: Subject): Promise<Begun> {
  const { orgId, projectId, names } = subject;
  await getProjectOrThrow(tx, ctx, projectId);
  const subjectHash = erasureMark("user", { projectId, id: names[0] });
  await markUser(tx, subject, ctx.now());
  const cutOff = await tx.erasure.findFirst({
    where: { orgId, projectId, subjectHash, finishedAt: null },
    select: { id: true, requestedAt: true },
  });
  if (cutOff !== null) return cutOff;
  const actorLabel = ctx.actor.kind === "job" ? ctx.actor.name : ctx.actor.label;
  return tx.erasure.create({
    data: { id: newId("ers"), orgId, projectId, subjectHash, actorLabel, requestedAt: ctx.now() },
    select: { id: true, requestedAt: true },
  });
}

function markUser(tx: Tx, subject: Subject, at: Date): Promise<void> {
  const marks = subject.names.map((id) => erasureMark("user", { projectId: subject.projectId, id }));
  return markErased(tx, subject, marks, at);
}

/** Erases some sessions; false when there were none left. They are marked first, see `markErased`. */
async function eraseSome(ctx: Ctx, subject: Subject, erasureId: string): Promise<boolean> {
  const sessions = await withTenant(ctx, async (tx) => {
    const found = await findSessions(tx, subject);
    await markErased(tx, subject, ownMarks(subject, found), ctx.now());
    return found;
  });
  if (sessions.length === 0) return false;
  await withTenant(ctx, async (tx) => {
    await count(tx, erasureId, ctx.orgId, await eraseSessions(tx, subject, sessions));
  });
  return true;
}

function ownMarks({ projectId }: Subject, sessions: readonly FoundSession[]): string[] {
  return sessions
    .filter((session) => session.is_own)
    .map(({ id }) => erasureMark("session", { projectId, id }));
}

async function count(
  tx: Tx,
  id: string,
  orgId: string,
  counts: Partial<ErasedCounts>,
): Promise<ErasedCounts> {
  const row = await tx.erasure.findUniqueOrThrow({ where: { id, orgId }, select: { counts: true } });
  const sum = addCounts(addCounts(NOTHING_ERASED, readCounts(row.counts)), counts);
  await tx.erasure.update({ where: { id, orgId }, data: { counts: sum }, select: { id: true } });
  return sum;
}

async function finish(
  tx: Tx,
  ctx: Ctx,
  subject: Subject,
  { id, requestedAt }: Begun,
): Promise<ErasureReceipt> {
  const { orgId, projectId } = subject;
  const { sourceIds, ...rest } = await eraseAnswersOfUser(tx, subject);
  const scores = await retractScores(tx, subject, { sourceIds, requestIds: [], sessionIds: [] });
  const deleted = await count(tx, id, orgId, { ...rest, scores });
  const finishedAt = ctx.now();
  await tx.erasure.update({ where: { id, orgId }, data: { finishedAt }, select: { id: true } });
  await dropProjectAnswers(tx, ctx, { projectId, at: finishedAt });
  await writeAudit(tx, ctx, {
    action: "end_user.erased",
    targetKind: "erasure",
    targetId: id,
    changes: { project_id: projectId, deleted },
  });
  return {
    id,
    object: "erasure",
    project_id: projectId,
    requested_at: requestedAt.toISOString(),
    finished_at: finishedAt.toISOString(),
    deleted,
  };
}
