import { SURVEY, type SubmitNpsBody, type SubmitNpsOutput } from "@/server/contracts/feedback";
import { authorize, type Ctx } from "@/server/core/context";
import { withTenant } from "@/server/db/tenant";
import { answerNps } from "./answer-nps";
import type { FeedbackSource } from "./feedback-source";
import { storedText } from "./stored-text";

/** An end user's answer from the widget. Never metered; kept although its session is not known yet. */
export async function submitNps(
  ctx: Ctx,
  source: FeedbackSource,
  body: SubmitNpsBody,
): Promise<SubmitNpsOutput> {
  authorize(ctx, "feedback:write");
  const answer = {
    projectId: source.projectId,
    survey: body.survey ?? SURVEY,
    sessionId: body.session_id,
    respondent: "",
    endUserId: source.endUserId,
    score: body.score,
    isUseful: null,
    comment: storedText(body.comment),
    locale: body.locale ?? null,
    proof: source.proof,
    showId: body.show_id ?? null,
    shownAt: body.shown_at == null ? null : new Date(body.shown_at),
    networkHash: source.networkHash,
  };
  const { id, editUntil } = await withTenant(ctx, (tx) => answerNps(tx, ctx, answer));
  return { id, edit_until: editUntil.toISOString() };
}
