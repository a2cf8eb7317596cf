import { type SnoozeBody, type SnoozeOutput, SURVEY } from "@/server/contracts/feedback";
import type { FeedbackSettings } from "@/server/contracts/feedback-settings";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { withTenant } from "@/server/db/tenant";
import type { FeedbackSource } from "./feedback-source";
import { lockSession } from "./sessions.queries";

const DAY_MS = 86_400_000;

/**
 * An end user would rather be asked later: a snoozed ask keeps them from the next one for the project's days of snooze,
 * on every device, instead of the days between two asks. Pressed again it stays as it is.
 */
export async function snoozeAsk(
  ctx: Ctx,
  { projectId }: FeedbackSource,
  settings: FeedbackSettings,
  { session_id: sessionId, show_id: id }: SnoozeBody,
): Promise<SnoozeOutput> {
  authorize(ctx, "feedback:write");
  const until = new Date(ctx.now().getTime() + settings.snoozeDays * DAY_MS);
  return withTenant(ctx, async (tx) => {
    await lockSession(tx, ctx, { projectId, sessionId });
    const where = { id, orgId: ctx.orgId, projectId, survey: SURVEY, sessionId };
    const show = await tx.npsShow.findFirst({ where, select: { snoozedUntil: true } });
    if (show === null) throw notFound("ask");
    if (show.snoozedUntil === null) await tx.npsShow.updateMany({ where, data: { snoozedUntil: until } });
    return { snoozed_until: (show.snoozedUntil ?? until).toISOString() };
  });
}
