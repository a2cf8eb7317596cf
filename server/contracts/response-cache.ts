import { z } from "zod";

/** From least to most that may be answered from the cache. */
export const CACHE_MODES = ["off", "exact", "semantic"] as const;
export const CacheModeSchema = z.enum(CACHE_MODES);
export type CacheMode = z.infer<typeof CacheModeSchema>;

export const CACHE_STATUSES = ["off", "miss", "hit-exact", "hit-semantic"] as const;
export const CacheStatusSchema = z.enum(CACHE_STATUSES);
export type CacheStatus = z.infer<typeof CacheStatusSchema>;

export const CACHE_TTL_SECONDS = { default: 7 * 86_400, max: 30 * 86_400 } as const;
export const CACHE_ENTRY_BYTES = { min: 1_024, default: 1_048_576, max: 4_194_304 } as const;
export const CACHE_SIMILARITY = { min: 0.8, default: 0.95, max: 1 } as const;
export const CACHE_BUCKET_MAX = 20;

/** What a project without a setting of its own does. */
export const DEFAULT_CACHE_SETTINGS = {
  mode: "off",
  ttlSeconds: CACHE_TTL_SECONDS.default,
  entryBytesMax: CACHE_ENTRY_BYTES.default,
  isPerUser: false,
  allowsHeaders: true,
  keepsUnstored: false,
  embeddingModel: null,
  similarityMin: CACHE_SIMILARITY.default,
} as const;

const EmbeddingModel = z
  .string()
  .trim()
  .max(200)
  .regex(/^[\w.-]+\/\S+$/, "Write it as provider/model, for example openai/text-embedding-3-small.");

const Settings = z.object({
  mode: CacheModeSchema,
  ttlSeconds: z.int().min(1).max(CACHE_TTL_SECONDS.max),
  entryBytesMax: z.int().min(CACHE_ENTRY_BYTES.min).max(CACHE_ENTRY_BYTES.max),
  isPerUser: z.boolean(),
  allowsHeaders: z.boolean(),
  keepsUnstored: z.boolean(),
  embeddingModel: EmbeddingModel.nullable(),
  similarityMin: z.number().min(CACHE_SIMILARITY.min).max(CACHE_SIMILARITY.max),
});

export const CacheSettings = Settings.extend({ projectId: z.string(), clearedAt: z.date().nullable() });
export type CacheSettings = z.infer<typeof CacheSettings>;

export const ProjectOfCache = z.object({ projectId: z.string().max(64) });
export type ProjectOfCache = z.infer<typeof ProjectOfCache>;

export const UpdateCacheSettingsInput = Settings.partial().extend({ projectId: z.string().max(64) });
export type UpdateCacheSettingsInput = z.infer<typeof UpdateCacheSettingsInput>;

/** Without a project: the caches of all of them. */
export const ClearCacheInput = z.object({ projectId: z.string().max(64).optional() });
export type ClearCacheInput = z.infer<typeof ClearCacheInput>;

export const ClearCacheOutput = z.object({ clearedAt: z.date(), projectIds: z.array(z.string()) });
export type ClearCacheOutput = z.infer<typeof ClearCacheOutput>;
