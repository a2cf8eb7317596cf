import { z } from "zod";
import {
  AddVersionInput,
  CreatePromptInput,
  ListPromptsInput,
  ListVersionsInput,
  MoveLabelInput,
  PromptIdInput,
  PromptPage,
  PromptReport,
  PromptReportInput,
  PromptTrial,
  PromptVersionPage,
  PromptVersionView,
  PromptView,
  RemoveLabelInput,
  TryPromptInput,
} from "@/server/contracts/prompts";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { addPromptVersion } from "./add-version";
import { createPrompt } from "./create-prompt";
import { deletePrompt } from "./delete-prompt";
import { getPromptReport } from "./get-prompt-report";
import { getPrompt, listPrompts, listPromptVersions } from "./list-prompts";
import { movePromptLabel, removePromptLabel } from "./move-label";
import { tryPrompt } from "./try-prompt";

const OfProject = z.object({ projectId: z.string().max(64) });
const read = () => procedure.requires("prompt:read");
const manage = () => procedure.requires("prompt:manage");

export const promptsRouter = router({
  list: read()
    .input(ListPromptsInput.extend(OfProject.shape))
    .output(PromptPage)
    .query(({ ctx, input: { projectId, ...page } }) => listPrompts(ctx.org, page, { projectId })),
  get: read()
    .input(PromptIdInput)
    .output(PromptView)
    .query(({ ctx, input }) => getPrompt(ctx.org, input)),
  versions: read()
    .input(ListVersionsInput)
    .output(PromptVersionPage)
    .query(({ ctx, input }) => listPromptVersions(ctx.org, input)),
  report: read()
    .input(PromptReportInput)
    .output(PromptReport)
    .query(({ ctx, input }) => getPromptReport(ctx.org, input)),
  create: manage()
    .input(z.intersection(CreatePromptInput, OfProject))
    .output(PromptView)
    .mutation(({ ctx, input: { projectId, ...prompt } }) => createPrompt(ctx.org, prompt, { projectId })),
  addVersion: manage()
    .input(AddVersionInput)
    .output(PromptVersionView)
    .mutation(({ ctx, input }) => addPromptVersion(ctx.org, input)),
  moveLabel: manage()
    .input(MoveLabelInput)
    .output(PromptView)
    .mutation(({ ctx, input }) => movePromptLabel(ctx.org, input)),
  removeLabel: manage()
    .input(RemoveLabelInput)
    .output(PromptView)
    .mutation(({ ctx, input }) => removePromptLabel(ctx.org, input)),
  delete: manage()
    .input(PromptIdInput)
    .output(z.object({ id: z.string(), deleted: z.literal(true) }))
    .mutation(({ ctx, input }) => deletePrompt(ctx.org, input)),
  try: manage()
    .input(TryPromptInput)
    .output(PromptTrial)
    .mutation(({ ctx, input }) => tryPrompt(ctx.org, input)),
});
