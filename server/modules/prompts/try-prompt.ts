import { isVariableName, renderPrompt, variablesIn } from "@/server/contracts/prompt-template";
import { type PromptTrial, TryPromptInput } from "@/server/contracts/prompts";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { readRecorded } from "@/server/evaluation/read-recorded";
import { getProjectOrThrow } from "@/server/modules/projects";
import { modelCaller } from "./model-caller";

const CALL_MS_MAX = 60_000;

/** Asks a model what is in the editor: through the gateway, with the organisation’s keys, budgets and firewall. */
export async function tryPrompt(ctx: Ctx, input: TryPromptInput): Promise<PromptTrial> {
  authorize(ctx, "prompt:manage");
  const { projectId, model, inputs, messages, variables, settings } = parseInput(TryPromptInput, input);
  await withTenant(ctx, (tx) => getProjectOrThrow(tx, ctx, projectId));
  const named = variablesIn(messages).filter(isVariableName);
  const declared = variables ?? named.map((name) => ({ name, type: "text" as const }));
  const rendered = renderPrompt({ messages, variables: declared }, inputs);
  if ("problem" in rendered) {
    const { message, param } = rendered.problem;
    throw new AppError("invalid_request", "prompt cannot be rendered", { userMessage: message, param });
  }
  const callModel = modelCaller();
  if (callModel === null) {
    return {
      isOk: false,
      requestId: null,
      message: "Prompts cannot be tried on this server: it runs no gateway.",
    };
  }
  const { model: _model, ...parameters } = settings ?? {};
  const body = { model, messages: rendered.messages, ...parameters };
  const startedMs = performance.now();
  const reply = await callModel({
    orgId: ctx.orgId,
    projectId,
    purpose: "trial",
    body,
    timeoutMs: CALL_MS_MAX,
  });
  if (!reply.isOk) return { isOk: false, requestId: reply.requestId || null, message: reply.message };
  const exchange = readRecorded({
    ...{ endpoint: "chat", finishReason: null, isTruncated: false, isRedacted: false },
    request: JSON.stringify(body),
    response: JSON.stringify(reply.completion),
  });
  return {
    isOk: true,
    requestId: reply.requestId,
    model: typeof reply.completion.model === "string" ? reply.completion.model : model,
    text: exchange?.refusal ?? exchange?.answer ?? "",
    costMicroUsd: reply.costMicroUsd,
    latencyMs: Math.round(performance.now() - startedMs),
  };
}
