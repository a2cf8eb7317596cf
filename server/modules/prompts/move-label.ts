import type { z } from "zod";
import {
  DEFAULT_LABEL,
  MoveLabelInput,
  PROMPT_LIMITS,
  type PromptView,
  RemoveLabelInput,
} from "@/server/contracts/prompts";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { AppError, notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { viewPrompt } from "./list-prompts";
import { getPromptOrThrow, type PromptScope } from "./prompts.queries";

/** Lets a label point at a version: requests that use it get that version within seconds. */
export async function movePromptLabel(
  ctx: Ctx,
  input: MoveLabelInput,
  scope: PromptScope = {},
): Promise<PromptView> {
  authorize(ctx, "prompt:manage");
  const { promptId, label: name, version } = parseInput(MoveLabelInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const prompt = await getPromptOrThrow(tx, ctx, promptId, scope);
    const mine = { promptId: prompt.id, orgId: ctx.orgId };
    const target = await tx.promptVersion.findFirst({
      where: { ...mine, version },
      select: { version: true },
    });
    if (target === null) throw notFound("prompt version");
    const labels = await tx.promptLabel.findMany({ where: mine, select: { name: true, version: true } });
    const before = labels.find((label) => label.name === name)?.version ?? null;
    if (before === null && labels.length >= PROMPT_LIMITS.labels) {
      throw new AppError("limit_exceeded", "too many labels", {
        userMessage: `A prompt has at most ${PROMPT_LIMITS.labels} labels.`,
      });
    }
    if (before !== version) {
      await pointLabel(tx, ctx, { promptId: prompt.id, name, version });
      await writeAudit(tx, ctx, {
        action: "prompt.label_moved",
        targetKind: "prompt",
        targetId: prompt.id,
        changes: { label: name, from: before, to: version },
      });
    }
    return viewPrompt(tx, prompt);
  });
}

export async function removePromptLabel(
  ctx: Ctx,
  input: z.input<typeof RemoveLabelInput>,
  scope: PromptScope = {},
): Promise<PromptView> {
  authorize(ctx, "prompt:manage");
  const { promptId, label: name } = parseInput(RemoveLabelInput, input);
  return withTenant(ctx, async (tx) => {
    const prompt = await getPromptOrThrow(tx, ctx, promptId, scope);
    if (name === DEFAULT_LABEL) {
      throw new AppError("conflict", "the default label stays", {
        userMessage: `“${DEFAULT_LABEL}” is what requests use that name no version. It can only be moved.`,
        param: "label",
      });
    }
    const { count } = await tx.promptLabel.deleteMany({
      where: { promptId: prompt.id, orgId: ctx.orgId, name },
    });
    if (count === 0) throw notFound("label");
    await writeAudit(tx, ctx, {
      action: "prompt.label_removed",
      targetKind: "prompt",
      targetId: prompt.id,
      changes: { label: name },
    });
    return viewPrompt(tx, prompt);
  });
}

export async function pointLabel(
  tx: Tx,
  ctx: Ctx,
  { promptId, name, version }: { promptId: string; name: string; version: number },
): Promise<void> {
  const moved = { version, movedBy: actorId(ctx.actor), movedAt: ctx.now() };
  await tx.promptLabel.upsert({
    where: { promptId_name: { promptId, name }, orgId: ctx.orgId },
    create: { promptId, name, orgId: ctx.orgId, ...moved },
    update: moved,
    select: { name: true },
  });
}
