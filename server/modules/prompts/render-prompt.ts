import { renderPrompt } from "@/server/contracts/prompt-template";
import { type RenderedPrompt, RenderPromptInput } from "@/server/contracts/prompts";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { contentOf, getPromptOrThrow, type PromptScope, resolveVersion } from "./prompts.queries";

/** What a model would be sent, with these values. */
export async function renderStoredPrompt(
  ctx: Ctx,
  input: RenderPromptInput,
  scope: PromptScope = {},
): Promise<RenderedPrompt> {
  authorize(ctx, "prompt:read");
  const { promptId, version: reference, inputs } = parseInput(RenderPromptInput, input);
  return withTenant(ctx, async (tx) => {
    const prompt = await getPromptOrThrow(tx, ctx, promptId, scope);
    const version = await resolveVersion(tx, prompt, reference);
    if (version === null) throw notFound("prompt version");
    const { settings, ...content } = contentOf(version);
    const rendered = renderPrompt(content, inputs);
    if ("problem" in rendered) {
      const { message, param } = rendered.problem;
      throw new AppError("invalid_request", "prompt cannot be rendered", { userMessage: message, param });
    }
    return { prompt_id: prompt.id, version: version.version, messages: rendered.messages, settings };
  });
}
