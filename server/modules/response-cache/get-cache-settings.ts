import { type CacheSettings, ProjectOfCache } from "@/server/contracts/response-cache";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import { withTenant } from "@/server/db/tenant";
import { getProjectOrThrow } from "@/server/modules/projects";
import { readCacheSettings } from "./cache-policies.queries";

export async function getCacheSettings(ctx: Ctx, input: ProjectOfCache): Promise<CacheSettings> {
  authorize(ctx, "project:read");
  const { projectId } = parseInput(ProjectOfCache, input);
  return withTenant(ctx, async (tx) => {
    await getProjectOrThrow(tx, ctx, projectId);
    return readCacheSettings(tx, ctx, projectId);
  });
}
