import {
  type ProjectFeedbackSettings,
  ProjectOfFeedback,
  readFeedbackSettings,
} from "@/server/contracts/feedback-settings";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";

/** How a project asks its end users; the defaults where nobody has changed anything. */
export async function getFeedbackSettings(
  ctx: Ctx,
  input: ProjectOfFeedback,
): Promise<ProjectFeedbackSettings> {
  authorize(ctx, "project:read");
  const { projectId } = parseInput(ProjectOfFeedback, input);
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    const row = await tx.feedbackSettings.findFirst({
      where: { projectId, orgId: ctx.orgId },
      select: { settings: true },
    });
    return { projectId, ...readFeedbackSettings(row?.settings ?? {}) };
  });
}
