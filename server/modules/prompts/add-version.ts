import type { z } from "zod";
import { isVariableName, variablesIn } from "@/server/contracts/prompt-template";
import {
  type AddVersionBody,
  AddVersionInput,
  PROMPT_LIMITS,
  type PromptVersionView,
} from "@/server/contracts/prompts";
import { writeAudit } from "@/server/core/audit";
import { actorId, authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { storableJson } from "@/server/core/storable";
import type { PromptVersion } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { getPromptOrThrow, type PromptScope, viewVersion } from "./prompts.queries";

/** Writes the next version. Nothing uses it before a label is moved to it. */
export async function addPromptVersion(
  ctx: Ctx,
  input: AddVersionInput,
  scope: PromptScope = {},
): Promise<PromptVersionView> {
  authorize(ctx, "prompt:manage");
  const { promptId, ...content } = parseInput(AddVersionInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    const { id } = await getPromptOrThrow(tx, ctx, promptId, scope);
    const row = await insertVersion(tx, ctx, id, content);
    await writeAudit(tx, ctx, {
      action: "prompt.version_added",
      targetKind: "prompt",
      targetId: id,
      changes: { version: row.version },
    });
    return viewVersion(row, []);
  });
}

/** The caller holds the organisation. */
export async function insertVersion(
  tx: Tx,
  ctx: Ctx,
  promptId: string,
  { messages, variables, settings, note }: z.output<typeof AddVersionBody>,
): Promise<PromptVersion> {
  const last = await tx.promptVersion.findFirst({
    where: { promptId, orgId: ctx.orgId },
    orderBy: { version: "desc" },
    select: { version: true },
  });
  const version = (last?.version ?? 0) + 1;
  if (version > PROMPT_LIMITS.versions) {
    throw new AppError("limit_exceeded", "too many versions", {
      userMessage: `A prompt has at most ${PROMPT_LIMITS.versions} versions.`,
    });
  }
  const named = variablesIn(messages).filter(isVariableName);
  return tx.promptVersion.create({
    data: {
      ...{ orgId: ctx.orgId, promptId, version, note: note || null },
      messages: JSON.parse(storableJson(messages)),
      variables: JSON.parse(storableJson(variables ?? named.map((name) => ({ name, type: "text" })))),
      settings: settings ?? {},
      createdBy: actorId(ctx.actor),
      createdAt: ctx.now(),
    },
  });
}
