import { type CacheSettings, DEFAULT_CACHE_SETTINGS } from "@/server/contracts/response-cache";
import type { Ctx } from "@/server/core/context";
import type { Tx } from "@/server/db/tenant";

const FIELDS = {
  projectId: true,
  mode: true,
  ttlSeconds: true,
  entryBytesMax: true,
  isPerUser: true,
  allowsHeaders: true,
  keepsUnstored: true,
  embeddingModel: true,
  similarityMin: true,
  clearedAt: true,
} as const;

/** The project's settings, or what holds for one that has none. */
export async function readCacheSettings(tx: Tx, ctx: Ctx, projectId: string): Promise<CacheSettings> {
  const stored = await tx.cachePolicy.findFirst({
    where: { orgId: ctx.orgId, projectId },
    select: FIELDS,
  });
  return stored ?? { ...DEFAULT_CACHE_SETTINGS, projectId, clearedAt: null };
}
