import { HandleNpsAnswerInput, type NpsAnswer } from "@/server/contracts/nps-answers";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { textSealer } from "@/server/modules/content-keys";
import { storedText } from "@/server/modules/feedback";

const HANDLED_FIELDS = { id: true, handledAt: true, handledByLabel: true, handledNote: true } as const;

/** Notes that somebody has dealt with an unhappy user, or that nobody has after all. */
export async function handleNpsAnswer(
  ctx: Ctx,
  input: HandleNpsAnswerInput,
): Promise<Pick<NpsAnswer, keyof typeof HANDLED_FIELDS>> {
  authorize(ctx, "nps:handle");
  const { answerId, isHandled, note } = parseInput(HandleNpsAnswerInput, input);
  const said = isHandled ? storedText(note) : null;
  const sealer = await textSealer(ctx.orgId);
  return withTenant(ctx, async (tx) => {
    const where = { id: answerId, orgId: ctx.orgId };
    const known = await tx.npsResponse.findFirst({ where, select: { id: true } });
    if (known === null) throw notFound("answer");
    const handled = {
      handledAt: ctx.now(),
      handledBy: actorId(ctx.actor),
      handledByLabel: ctx.actor.kind === "job" ? ctx.actor.name : ctx.actor.label,
      handledNote: said === null ? null : sealer.text(answerId, "handled_note", said),
    };
    const open = { handledAt: null, handledBy: null, handledByLabel: null, handledNote: null };
    const row = await tx.npsResponse.update({
      where,
      data: isHandled ? handled : open,
      select: HANDLED_FIELDS,
    });
    await writeAudit(tx, ctx, {
      action: isHandled ? "nps_answer.handled" : "nps_answer.reopened",
      targetKind: "nps_answer",
      targetId: answerId,
    });
    return { ...row, handledNote: said };
  });
}
