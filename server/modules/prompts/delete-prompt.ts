import type { z } from "zod";
import { PromptIdInput } from "@/server/contracts/prompts";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getPromptOrThrow, type PromptScope } from "./prompts.queries";

/** Deletes a prompt with its versions; requests that name it are refused from then on. Records of earlier ones stay. */
export async function deletePrompt(
  ctx: Ctx,
  input: z.input<typeof PromptIdInput>,
  scope: PromptScope = {},
): Promise<{ id: string; deleted: true }> {
  authorize(ctx, "prompt:manage");
  const { promptId } = parseInput(PromptIdInput, input);
  return withTenant(ctx, async (tx) => {
    const { id, name } = await getPromptOrThrow(tx, ctx, promptId, scope);
    await tx.prompt.delete({ where: { id, orgId: ctx.orgId }, select: { id: true } });
    await writeAudit(tx, ctx, {
      action: "prompt.deleted",
      targetKind: "prompt",
      targetId: id,
      changes: { name },
    });
    return { id, deleted: true };
  });
}
