import { ClearCacheInput, type ClearCacheOutput } from "@/server/contracts/response-cache";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";
import { dropProjectAnswers } from "./drop-project-answers";

/** Drops every cached answer of a project, or of all of them. */
export async function clearCache(ctx: Ctx, input: ClearCacheInput): Promise<ClearCacheOutput> {
  authorize(ctx, "project:manage");
  const { projectId } = parseInput(ClearCacheInput, input);
  const clearedAt = ctx.now();
  return withTenant(ctx, async (tx) => {
    const projectIds = await projectsToClear(tx, ctx, projectId);
    for (const id of projectIds) await dropProjectAnswers(tx, ctx, { projectId: id, at: clearedAt });
    await writeAudit(tx, ctx, {
      action: "cache.cleared",
      targetKind: projectId === undefined ? "organization" : "project",
      targetId: projectId ?? ctx.orgId,
    });
    return { clearedAt, projectIds };
  });
}

async function projectsToClear(tx: Tx, ctx: Ctx, projectId: string | undefined): Promise<string[]> {
  if (projectId !== undefined) return [(await getProjectOrThrow(tx, ctx, projectId)).id];
  const rows = await tx.project.findMany({
    where: { orgId: ctx.orgId },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return rows.map(({ id }) => id);
}
