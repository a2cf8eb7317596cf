import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";

/**
 * Makes every cached answer of a project unreachable: the generation is part of each entry's key. Gateways hear of it
 * with the commit, and drop the entries themselves.
 */
export async function dropProjectAnswers(
  tx: Tx,
  ctx: Ctx,
  { projectId, at }: { projectId: string; at: Date },
): Promise<void> {
  await tx.cachePolicy.upsert({
    where: { projectId, orgId: ctx.orgId },
    create: { projectId, orgId: ctx.orgId, generation: 1, clearedAt: at },
    update: { generation: { increment: 1 }, clearedAt: at },
    select: { projectId: true },
  });
}
