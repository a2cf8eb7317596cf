import { entitled } from "@/server/contracts/plans";
import { type CacheSettings, UpdateCacheSettingsInput } from "@/server/contracts/response-cache";
import { writeAudit } from "@/server/core/audit";
import { authorize, type Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { lockOrganization } from "@/server/modules/organizations";
import { getProjectOrThrow } from "@/server/modules/projects";
import { readCacheSettings } from "./cache-policies.queries";

/** Changes what a project answers from its cache, within what the plan includes. */
export async function updateCacheSettings(ctx: Ctx, input: UpdateCacheSettingsInput): Promise<CacheSettings> {
  authorize(ctx, "project:manage");
  const { projectId, ...changes } = parseInput(UpdateCacheSettingsInput, input);
  return withTenant(ctx, async (tx) => {
    await lockOrganization(tx, ctx);
    await getProjectOrThrow(tx, ctx, projectId);
    if (changes.mode === "semantic") requirePlan(ctx);
    requireModel({ ...(await readCacheSettings(tx, ctx, projectId)), ...changes });
    const target = { targetKind: "project", targetId: projectId };
    await upsert(tx, ctx, projectId, changes);
    await writeAudit(tx, ctx, { action: "cache.updated", ...target, changes });
    return readCacheSettings(tx, ctx, projectId);
  });
}

async function upsert(
  tx: Tx,
  ctx: Ctx,
  projectId: string,
  changes: Omit<UpdateCacheSettingsInput, "projectId">,
): Promise<void> {
  await tx.cachePolicy.upsert({
    where: { projectId, orgId: ctx.orgId },
    create: { projectId, orgId: ctx.orgId, ...changes },
    update: changes,
    select: { projectId: true },
  });
}

function requirePlan(ctx: Ctx): void {
  if (entitled(ctx.planId, "semantic_cache")) return;
  throw new AppError("plan_required", "semantic cache is not in the plan", {
    userMessage: "The semantic cache is part of the Pro plan.",
    feature: "semantic_cache",
  });
}

function requireModel({ mode, embeddingModel }: CacheSettings): void {
  if (mode !== "semantic" || embeddingModel !== null) return;
  throw new AppError("invalid_request", "no embedding model", {
    userMessage: "A semantic cache needs an embedding model that compares questions. Name one.",
    param: "embeddingModel",
  });
}
