import { CreateRunInput, type RunView } from "@/server/contracts/evaluation-runs";
import { renderPrompt } from "@/server/contracts/prompt-template";
import type { VersionReference } from "@/server/contracts/prompts";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { newId } from "@/server/core/ids";
import { parseInput } from "@/server/core/parse-input";
import type { PromptVersion } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import { areKin } from "@/server/evaluation/judge/lineage";
import { getDatasetOrThrow } from "@/server/modules/datasets";
import { findConnectedProviders } from "@/server/modules/models";
import { lockOrganization } from "@/server/modules/organizations";
import { contentOf, getPromptOrThrow, resolveVersion } from "@/server/modules/prompts";
import { type RunScope, viewRun } from "./runs.queries";

const OPEN_MAX = 5;

/** Asks a model everything in a dataset and scores what it says; the worker does it. */
export async function createRun(ctx: Ctx, input: CreateRunInput, scope: RunScope = {}): Promise<RunView> {
  authorize(ctx, "evaluation:manage");
  const { dataset_id, model, prompt_id, prompt_version, config } = parseInput(CreateRunInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const { id: datasetId, projectId } = await getDatasetOrThrow(tx, ctx, dataset_id, scope);
    await requireConnected(tx, ctx, [model, config?.judge_model ?? null]);
    refuseKin(model, config?.judge_model ?? null);
    const prompt =
      prompt_id == null
        ? null
        : await usedVersion(tx, ctx, { prompt: prompt_id, version: prompt_version ?? undefined, projectId });
    const rowCount = await tx.datasetRow.count({ where: { datasetId, orgId: ctx.orgId } });
    if (rowCount === 0) throw refused("This dataset has no rows yet.", "dataset_id");
    await refuseTooMany(tx, ctx);
    const row = await tx.evaluation.create({
      data: {
        ...{ id: newId("eval"), orgId: ctx.orgId, projectId, datasetId, model, rowCount },
        ...{ promptId: prompt?.promptId ?? null, promptVersion: prompt?.version ?? null },
        ...{ config: config ?? {}, createdAt: ctx.now(), dueAt: ctx.now() },
      },
    });
    await writeAudit(tx, ctx, {
      action: "evaluation.created",
      targetKind: "evaluation",
      targetId: row.id,
      changes: { dataset_id: datasetId, model, rows: rowCount },
    });
    return viewRun(tx, row);
  });
}

async function requireConnected(tx: Tx, ctx: Ctx, models: readonly (string | null)[]): Promise<void> {
  const connected = await findConnectedProviders(tx, ctx.orgId);
  for (const [index, model] of models.entries()) {
    if (model === null || connected.some(({ provider }) => model.startsWith(`${provider}/`))) continue;
    throw refused(`The provider of ${model} is not connected.`, index === 0 ? "model" : "config.judge_model");
  }
}

function refuseKin(model: string, judge: string | null): void {
  if (judge === null || !areKin(named(model), named(judge))) return;
  throw refused(
    "The judge and the model are of one family, and models are kind to their kin.",
    "config.judge_model",
  );
}

function named(id: string): { provider: string; model: string } {
  const slash = id.indexOf("/");
  return { provider: id.slice(0, slash), model: id.slice(slash + 1) };
}

/** The version that the whole run uses, whatever a label comes to mean meanwhile. */
async function usedVersion(
  tx: Tx,
  ctx: Ctx,
  {
    prompt,
    version,
    projectId,
  }: { prompt: string; version: VersionReference | undefined; projectId: string },
): Promise<PromptVersion> {
  const found = await resolveVersion(tx, await getPromptOrThrow(tx, ctx, prompt, { projectId }), version);
  if (found === null) throw notFound("prompt version");
  const rendered = renderPrompt(contentOf(found), {});
  if ("problem" in rendered) {
    throw refused(`${rendered.problem.message} Give it a default to evaluate this version.`, "prompt_id");
  }
  return found;
}

async function refuseTooMany(tx: Tx, ctx: Ctx): Promise<void> {
  const open = await tx.evaluation.count({
    where: { orgId: ctx.orgId, status: { in: ["pending", "running"] } },
  });
  if (open < OPEN_MAX) return;
  throw new AppError("limit_exceeded", "too many evaluations", {
    userMessage: `At most ${OPEN_MAX} evaluations run at a time. Wait for one, or cancel it.`,
  });
}

function refused(userMessage: string, param: string): AppError {
  return new AppError("invalid_request", "evaluation refused", { userMessage, param });
}
