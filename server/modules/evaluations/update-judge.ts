import { type JudgeSettings, UpdateJudgeInput } from "@/server/contracts/judge";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { findConnectedProviders, pricesInForce } from "@/server/modules/models";
import { lockOrganization } from "@/server/modules/organizations";
import { getProjectOrThrow } from "@/server/modules/projects";
import { listModels } from "@/server/pricing/list-models";
import { readJudgeSettings } from "./judge-settings.queries";

/** Changes how a project's answers are judged. A new wording of the rubric becomes a new version. */
export async function updateJudge(ctx: Ctx, input: UpdateJudgeInput): Promise<JudgeSettings> {
  authorize(ctx, "judge:manage");
  const { projectId, rubric, ...changes } = parseInput(UpdateJudgeInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    await getProjectOrThrow(tx, ctx, projectId);
    const before = await readJudgeSettings(tx, { orgId: ctx.orgId, projectId });
    if (changes.model != null) await requireUsable(tx, ctx, changes.model);
    const isReworded = rubric !== undefined && rubric !== before.rubric;
    const rubricVersion = isReworded ? await addRubric(tx, ctx, projectId, rubric) : before.rubricVersion;
    const { model, sampleRate, monthlyBudgetMicroUsd, isTeaching } = { ...before, ...changes };
    const row = {
      model,
      sampleRate,
      isTeaching,
      rubricVersion,
      monthlyBudgetMicroUsd: BigInt(monthlyBudgetMicroUsd),
    };
    await tx.judgeSettings.upsert({
      where: { projectId, orgId: ctx.orgId },
      create: { projectId, orgId: ctx.orgId, ...row },
      update: row,
      select: { projectId: true },
    });
    await writeAudit(tx, ctx, {
      action: "judge.updated",
      targetKind: "project",
      targetId: projectId,
      changes: { ...changes, ...(isReworded ? { rubric_version: rubricVersion } : {}) },
    });
    return readJudgeSettings(tx, { orgId: ctx.orgId, projectId });
  });
}

async function addRubric(tx: Tx, ctx: Ctx, projectId: string, text: string): Promise<number> {
  const { orgId } = ctx;
  const { _max } = await tx.judgeRubric.aggregate({ where: { orgId, projectId }, _max: { version: true } });
  // The first is the one that every project begins with.
  const version = (_max.version ?? 1) + 1;
  await tx.judgeRubric.create({
    data: { orgId, projectId, version, text, createdBy: actorId(ctx.actor), createdAt: ctx.now() },
    select: { version: true },
  });
  return version;
}

/** A judge whose price nobody knows would spend past any budget. */
async function requireUsable(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const connected = await findConnectedProviders(tx, ctx.orgId);
  const own = await pricesInForce(tx, ctx.orgId);
  const known = listModels(connected).find((model) => model.id === id);
  const isConnected = connected.some(({ provider }) => id.startsWith(`${provider}/`));
  if (!isConnected || known?.kind === "embedding")
    throw unusable("Choose a chat model of a provider that is connected.");
  if (!own.has(id) && known?.price == null)
    throw unusable(
      "The price of this model is not known, so its budget could not be kept. Set its price under Models first.",
    );
}

function unusable(userMessage: string): AppError {
  return new AppError("invalid_request", "no usable judge", { userMessage, param: "model" });
}
