import { EDIT_WINDOW_MS, type Proof, WAIT_FOR_SESSION_MS } from "@/server/contracts/feedback";
import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import type { Tx } from "@/server/db/tenant";
import { openTextsOf } from "@/server/modules/content-keys";
import { countAnswer } from "./count-answer";
import { isHeldBack } from "./hold-back";
import { mayReplace } from "./may-replace";
import { sealedComment } from "./sealed-comment";
import { findSession, lockSession, sessionFacts } from "./sessions.queries";

/** An answer from 0 to 10, however it came; its text is already redacted as it may be stored, and not yet encrypted. */
export interface NpsAnswer {
  /** Of one that has an id already, being stored elsewhere. */
  id?: string;
  projectId: string;
  survey: string;
  sessionId: string;
  /** The user whom a server names; empty for everything else. */
  respondent: string;
  endUserId: string | null;
  score: number;
  isUseful: boolean | null;
  comment: string | null;
  locale: string | null;
  proof: Proof;
  showId: string | null;
  shownAt: Date | null;
  networkHash: string | null;
}

type Acting = Pick<Ctx, "orgId" | "now">;

export interface AnsweredNps {
  id: string;
  editUntil: Date;
  isDuplicate: boolean;
  decisionsCredited: number;
}

export const NPS_FIELDS = {
  id: true,
  projectId: true,
  survey: true,
  sessionId: true,
  endUserId: true,
  score: true,
  comment: true,
  locale: true,
  proof: true,
  showId: true,
  history: true,
  model: true,
  isHeld: true,
  isSandbox: true,
  editUntil: true,
  joinedAt: true,
  answeredAt: true,
} as const;

/** Stores an answer, or puts it in the place of the one that is there. Inside the caller's transaction. */
export async function answerNps(tx: Tx, ctx: Acting, answer: NpsAnswer): Promise<AnsweredNps> {
  await lockSession(tx, ctx, answer);
  const { orgId } = ctx;
  const { projectId, survey, sessionId, respondent } = answer;
  const place = { orgId, projectId, survey, sessionId, respondent };
  const stored = await tx.npsResponse.findUnique({
    where: { orgId_projectId_survey_sessionId_respondent: place },
    select: NPS_FIELDS,
  });
  const given = await openTextsOf(tx, orgId, "nps_responses", stored);
  if (given !== null && isSame(given, answer)) {
    return { id: given.id, editUntil: given.editUntil, isDuplicate: true, decisionsCredited: 0 };
  }
  const now = ctx.now();
  if (given !== null && !mayReplace(given, answer, now)) throw alreadyAnswered();
  const id = given?.id ?? idOf(answer);
  const comment = await sealedComment(orgId, id, answer.comment);
  const data = { ...(await storedFacts(tx, ctx, answer)), comment, answeredAt: now };
  const row =
    given === null
      ? await tx.npsResponse.create({
          data: {
            ...data,
            ...place,
            id,
            createdAt: now,
            editUntil: after(now, EDIT_WINDOW_MS),
          },
          select: NPS_FIELDS,
        })
      : await tx.npsResponse.update({
          where: { id, orgId },
          data: { ...data, ...NOT_HANDLED, history: historyWith(given) },
          select: NPS_FIELDS,
        });
  const decisionsCredited = await countAnswer(tx, ctx, row);
  return { id: row.id, editUntil: row.editUntil, isDuplicate: given !== null, decisionsCredited };
}

/** A changed answer is one that nobody has dealt with. */
const NOT_HANDLED = { handledAt: null, handledBy: null, handledByLabel: null, handledNote: null };

const idOf = ({ id, proof }: NpsAnswer): string => id ?? newId(proof === "server" ? "fb" : "nps");

async function storedFacts(tx: Tx, ctx: Acting, answer: NpsAnswer) {
  const { score, isUseful, locale, proof, endUserId, networkHash } = answer;
  const session = await findSession(tx, ctx, answer);
  const now = ctx.now();
  const show = await tx.npsShow.findFirst({
    where: {
      orgId: ctx.orgId,
      projectId: answer.projectId,
      survey: answer.survey,
      sessionId: answer.sessionId,
    },
    select: { id: true, propensity: true, createdAt: true },
  });
  const asked = show !== null && (answer.showId === show.id || proof !== "anonymous") ? show : null;
  return {
    ...{ score, isUseful, locale, proof, networkHash },
    endUserId: endUserId ?? session?.endUserId ?? null,
    showId: asked?.id ?? null,
    propensity: asked?.propensity ?? null,
    shownAt: plausibleTime(answer.shownAt, now) ?? asked?.createdAt ?? null,
    isHeld: await isHeldBack(tx, ctx, answer),
    ...(session === null
      ? { joinedAt: null, waitingUntil: after(now, WAIT_FOR_SESSION_MS) }
      : { joinedAt: now, waitingUntil: null, ...(await sessionFacts(tx, ctx, session)) }),
  };
}

const SHOWN_MAX_AGE_MS = 30 * 86_400_000;

/** A browser's clock may be wrong by hours: a time that cannot be is not kept, the answer is. */
function plausibleTime(time: Date | null, now: Date): Date | null {
  if (time === null) return null;
  const ageMs = now.getTime() - time.getTime();
  return ageMs >= 0 && ageMs <= SHOWN_MAX_AGE_MS ? time : null;
}

/** The same answer sent again: by a client that lost the first reply, or a beacon beside a fetch. */
function isSame(given: { score: number; comment: string | null; proof: Proof }, answer: NpsAnswer): boolean {
  return (
    given.score === answer.score &&
    given.proof === answer.proof &&
    (answer.comment === null || given.comment === answer.comment)
  );
}

function historyWith(given: { history: unknown; score: number; answeredAt: Date }) {
  const before: unknown[] = Array.isArray(given.history) ? given.history.slice(-HISTORY_MAX) : [];
  return [...before, { score: given.score, at: given.answeredAt.toISOString() }].map((entry) => ({
    ...Object(entry),
  }));
}

const HISTORY_MAX = 19;

function after(time: Date, ms: number): Date {
  return new Date(time.getTime() + ms);
}

function alreadyAnswered(): AppError {
  return new AppError("already_answered", "this session has its answer", {
    userMessage: "This session has already been rated, and its answer can no longer be changed from here.",
  });
}
