import {
  type FeedbackSettings,
  type ProjectFeedbackSettings,
  readFeedbackSettings,
  UpdateFeedbackSettingsInput,
} from "@/server/contracts/feedback-settings";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";

/** Replaces how a project asks its end users. The gateways follow it within five seconds. */
export async function updateFeedbackSettings(
  ctx: Ctx,
  input: UpdateFeedbackSettingsInput,
): Promise<ProjectFeedbackSettings> {
  authorize(ctx, "project:manage");
  const { projectId, ...settings } = parseInput(UpdateFeedbackSettingsInput, input);
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    const where = { projectId, orgId: ctx.orgId };
    const before = await tx.feedbackSettings.findFirst({ where, select: { settings: true } });
    await tx.feedbackSettings.upsert({
      where,
      create: { ...where, settings },
      update: { settings },
      select: { projectId: true },
    });
    await writeAudit(tx, ctx, {
      action: "feedback_settings.updated",
      targetKind: "project",
      targetId: projectId,
      changes: changed(readFeedbackSettings(before?.settings ?? {}), settings),
    });
    return { projectId, ...settings };
  });
}

/** Only what is another than before. */
function changed(before: FeedbackSettings, after: FeedbackSettings): Partial<FeedbackSettings> {
  const was = new Map<string, unknown>(Object.entries(before));
  const isOther = ([name, value]: [string, unknown]): boolean =>
    JSON.stringify(was.get(name)) !== JSON.stringify(value);
  return Object.fromEntries(Object.entries(after).filter(isOther));
}
