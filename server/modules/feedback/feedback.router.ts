import {
  ProjectFeedbackSettings,
  ProjectOfFeedback,
  UpdateFeedbackSettingsInput,
} from "@/server/contracts/feedback-settings";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { getFeedbackSettings } from "./get-feedback-settings";
import { updateFeedbackSettings } from "./update-feedback-settings";

export const feedbackRouter = router({
  settings: procedure
    .requires("project:read")
    .input(ProjectOfFeedback)
    .output(ProjectFeedbackSettings)
    .query(({ ctx, input }) => getFeedbackSettings(ctx.org, input)),
  updateSettings: procedure
    .requires("project:manage")
    .input(UpdateFeedbackSettingsInput)
    .output(ProjectFeedbackSettings)
    .mutation(({ ctx, input }) => updateFeedbackSettings(ctx.org, input)),
});
