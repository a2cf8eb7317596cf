import { describe, expect, it } from "vitest";
import { DEFAULT_CACHE_SETTINGS } from "@/server/contracts/response-cache";
import { CacheFormValues, toFormValues, toSettings } from "./cache-form-values";

const settings = { ...DEFAULT_CACHE_SETTINGS, projectId: "prj_1", clearedAt: null };

describe("the cache form", () => {
  it("gives back the settings that it was filled with", () => {
    const filled = { ...settings, ttlSeconds: 90 * 60, embeddingModel: "openai/text-embedding-3-small" };
    for (const each of [settings, filled]) {
      const { projectId: _, clearedAt: __, ...rest } = each;
      expect(toSettings(CacheFormValues.parse(toFormValues(each)))).toEqual(rest);
    }
  });

  it("takes what people type into number fields, within the bounds", () => {
    const values = { ...toFormValues(settings), ttlHours: "0.5", similarityMin: "0.9" };
    expect(toSettings(CacheFormValues.parse(values))).toMatchObject({
      ttlSeconds: 1_800,
      similarityMin: 0.9,
    });
    for (const wrong of [{ ttlHours: "721" }, { ttlHours: "x" }, { entryKib: "0" }, { embeddingModel: "m" }])
      expect(CacheFormValues.safeParse({ ...values, ...wrong }).success).toBe(false);
  });
});
