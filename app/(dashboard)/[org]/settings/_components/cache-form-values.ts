import { z } from "zod";
import {
  CACHE_ENTRY_BYTES,
  CACHE_SIMILARITY,
  CACHE_TTL_SECONDS,
  CacheModeSchema,
  type CacheSettings,
  type UpdateCacheSettingsInput,
} from "@/server/contracts/response-cache";

const HOUR_S = 3_600;
const KIB = 1_024;
const HOURS_MAX = CACHE_TTL_SECONDS.max / HOUR_S;
const KIB_MAX = CACHE_ENTRY_BYTES.max / KIB;

/** The settings in the units that people type. */
export const CacheFormValues = z.object({
  mode: CacheModeSchema,
  ttlHours: z.coerce
    .number("Enter a number of hours.")
    .positive("Enter more than 0 hours.")
    .max(HOURS_MAX, `At most ${HOURS_MAX} hours.`),
  entryKib: z.coerce
    .number("Enter a size.")
    .min(1, "Enter at least 1 KiB.")
    .max(KIB_MAX, `At most ${KIB_MAX} KiB.`),
  embeddingModel: z
    .string()
    .trim()
    .regex(/^$|^[\w.-]+\/\S+$/, "Write it as provider/model."),
  similarityMin: z.coerce
    .number("Enter a number.")
    .min(CACHE_SIMILARITY.min, `At least ${CACHE_SIMILARITY.min}.`)
    .max(CACHE_SIMILARITY.max, `At most ${CACHE_SIMILARITY.max}.`),
  isPerUser: z.boolean(),
  allowsHeaders: z.boolean(),
  keepsUnstored: z.boolean(),
});
export type CacheFormInput = z.input<typeof CacheFormValues>;
export type CacheFormOutput = z.output<typeof CacheFormValues>;

export function toFormValues(settings: CacheSettings): CacheFormInput {
  const { projectId: _, clearedAt: __, ttlSeconds, entryBytesMax, embeddingModel, ...same } = settings;
  return {
    ...same,
    ttlHours: Math.round((ttlSeconds / HOUR_S) * 100) / 100,
    entryKib: Math.round(entryBytesMax / KIB),
    embeddingModel: embeddingModel ?? "",
  };
}

export function toSettings(values: CacheFormOutput): Omit<UpdateCacheSettingsInput, "projectId"> {
  const { ttlHours, entryKib, embeddingModel, ...same } = values;
  return {
    ...same,
    ttlSeconds: Math.max(1, Math.round(ttlHours * HOUR_S)),
    entryBytesMax: Math.round(entryKib * KIB),
    embeddingModel: embeddingModel === "" ? null : embeddingModel,
  };
}
