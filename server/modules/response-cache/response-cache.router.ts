import {
  CacheSettings,
  ClearCacheInput,
  ClearCacheOutput,
  ProjectOfCache,
  UpdateCacheSettingsInput,
} from "@/server/contracts/response-cache";
import { router } from "@/server/trpc/init";
import { procedure } from "@/server/trpc/procedures";
import { clearCache } from "./clear-cache";
import { getCacheSettings } from "./get-cache-settings";
import { updateCacheSettings } from "./update-cache-settings";

export const responseCacheRouter = router({
  get: procedure
    .requires("project:read")
    .input(ProjectOfCache)
    .output(CacheSettings)
    .query(({ ctx, input }) => getCacheSettings(ctx.org, input)),
  update: procedure
    .requires("project:manage")
    .input(UpdateCacheSettingsInput)
    .output(CacheSettings)
    .mutation(({ ctx, input }) => updateCacheSettings(ctx.org, input)),
  clear: procedure
    .requires("project:manage")
    .input(ClearCacheInput)
    .output(ClearCacheOutput)
    .mutation(({ ctx, input }) => clearCache(ctx.org, input)),
});
