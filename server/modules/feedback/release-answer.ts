import { ReleaseNpsAnswerInput, type ReleaseNpsAnswerOutput } from "@/server/contracts/nps-answers";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { NPS_FIELDS } from "./answer-nps";
import { countAnswer } from "./count-answer";
import { lockSession } from "./sessions.queries";

/** Lets an answer count that was one too many from its network: somebody knows that it is real. */
export async function releaseNpsAnswer(
  ctx: Ctx,
  input: ReleaseNpsAnswerInput,
): Promise<ReleaseNpsAnswerOutput> {
  authorize(ctx, "nps:release");
  const { answerId } = parseInput(ReleaseNpsAnswerInput, input);
  return withTenant(ctx, async (tx) => {
    const where = { id: answerId, orgId: ctx.orgId };
    const place = await tx.npsResponse.findFirst({ where, select: { projectId: true, sessionId: true } });
    if (place === null) throw notFound("answer");
    await lockSession(tx, ctx, place);
    const released = await tx.npsResponse.updateMany({
      where: { ...where, isHeld: true },
      data: { isHeld: false },
    });
    if (released.count === 0) {
      throw new AppError("conflict", "answer is not held", {
        userMessage: "This answer is not held back any more.",
      });
    }
    const answer = await tx.npsResponse.findUniqueOrThrow({ where, select: NPS_FIELDS });
    const decisionsCredited = await countAnswer(tx, ctx, answer);
    await writeAudit(tx, ctx, {
      action: "nps_answer.released",
      targetKind: "nps_answer",
      targetId: answerId,
      changes: { isHeld: [true, false] },
    });
    return { id: answerId, decisionsCredited };
  });
}
