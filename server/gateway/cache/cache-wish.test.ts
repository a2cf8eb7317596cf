import { describe, expect, it } from "vitest";
import { AppError } from "@/server/core/errors";
import type { CacheConfig } from "@/server/modules/gateway-config";
import { resolveScope } from "../stages/resolve-scope";
import { testCaller, testProject } from "../stages/test-caller";
import type { HeaderMap } from "../types";
import { type CacheWish, readCacheWish } from "./cache-wish";

interface Setting extends Partial<CacheConfig> {
  planId?: "free" | "pro";
  storageMode?: "full" | "redacted" | "metadata" | "none";
}

function wishOf(headers: HeaderMap, { planId = "free", storageMode = "full", ...cache }: Setting = {}) {
  const project = testProject({ storageMode, cache: { ...testProject().cache, ...cache } });
  const caller = testCaller({ org: { planId, projects: [project] } });
  return readCacheWish(caller, resolveScope(caller, headers, Buffer.alloc(32)), headers);
}
const modeOf = (headers: HeaderMap, setting: Setting = {}): string => wishOf(headers, setting)?.mode ?? "off";

function refusalOf(headers: HeaderMap, setting: Setting = {}): Pick<AppError, "code" | "param" | "feature"> {
  try {
    wishOf(headers, setting);
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown;
  }
  throw new Error("it was not refused");
}
const MODEL = { embeddingModel: "sandbox/embed" };

describe("readCacheWish", () => {
  it("is off unless a header or the project turns it on", () => {
    expect(wishOf({})).toBeNull();
    expect(wishOf({ "cache-control": "max-age=60" })).toBeNull();
    expect(modeOf({}, { mode: "exact" })).toBe("exact");
    for (const name of ["floopy-cache-enabled", "helicone-cache-enabled"]) {
      expect(modeOf({ [name]: "true" })).toBe("exact");
      expect(modeOf({ [name]: "false" }, { mode: "exact" })).toBe("off");
    }
    expect(modeOf({ "floopy-cache": "exact" })).toBe("exact");
    expect(modeOf({ "floopy-cache": "off", "floopy-cache-enabled": "true" }, { mode: "exact" })).toBe("off");
  });

  it("lets a header ask only for what the project allows", () => {
    expect(modeOf({ "floopy-cache": "exact" }, { allowsHeaders: false })).toBe("off");
    const semantic = { mode: "semantic", allowsHeaders: false, planId: "pro", ...MODEL } as const;
    expect(modeOf({ "floopy-cache": "exact" }, semantic)).toBe("exact");
  });

  it("gives semantic to a plan and a project that have it, and says what is missing", () => {
    const header = { "floopy-cache": "semantic" };
    expect(modeOf(header, { planId: "pro", ...MODEL })).toBe("semantic");
    expect(modeOf({ "floopy-cache-enabled": "1" }, { mode: "semantic", planId: "pro", ...MODEL })).toBe(
      "semantic",
    );
    expect(refusalOf(header, MODEL)).toMatchObject({ code: "plan_required", feature: "semantic_cache" });
    expect(refusalOf(header, { planId: "pro" })).toMatchObject({
      code: "invalid_request",
      param: "floopy-cache",
    });
  });

  it("falls back to exact, without an error, when the setting outlived the plan or the model", () => {
    expect(modeOf({}, { mode: "semantic", ...MODEL })).toBe("exact");
    expect(modeOf({}, { mode: "semantic", planId: "pro" })).toBe("exact");
  });

  it("keeps nothing where no text may be stored, unless the project says that it may", () => {
    const header = { "floopy-cache": "exact" };
    expect(modeOf(header, { storageMode: "redacted" })).toBe("exact");
    for (const storageMode of ["none", "metadata"] as const) {
      expect(modeOf(header, { storageMode })).toBe("off");
      expect(modeOf({ ...header, "floopy-log": storageMode })).toBe("off");
      expect(modeOf(header, { storageMode, keepsUnstored: true })).toBe("exact");
    }
  });

  it.each<[HeaderMap, Partial<CacheWish>]>([
    [{}, { ttlMs: 604_800_000, bucketMax: 1, seed: "", ignored: [], reads: true }],
    [{ "floopy-cache-ttl": "60", "cache-control": "max-age=5" }, { ttlMs: 60_000 }],
    [{ "cache-control": "public, Max-Age=5" }, { ttlMs: 5_000 }],
    [{ "cache-control": "max-age=31536000" }, { ttlMs: 2_592_000_000 }],
    [{ "cache-control": "no-cache" }, { reads: false, ttlMs: 604_800_000 }],
    [{ "cache-control": "max-age=0" }, { reads: false }],
    [
      { "helicone-cache-bucket-max-size": "3", "helicone-cache-seed": "s" },
      { bucketMax: 3, seed: "s" },
    ],
    [{ "floopy-cache-ignore-keys": " b, a ,a" }, { ignored: ["a", "b"] }],
  ])("reads %j", (headers, expected) => {
    expect(wishOf({ "floopy-cache": "exact", ...headers })).toMatchObject(expected);
  });

  it("stores nothing of a request that forbids it", () => {
    expect(wishOf({ "floopy-cache": "exact", "cache-control": "no-store" })).toBeNull();
  });

  it.each([
    ["floopy-cache", "yes"],
    ["floopy-cache-enabled", "maybe"],
    ["floopy-cache-ttl", "0"],
    ["floopy-cache-ttl", "2592001"],
    ["floopy-cache-ttl", "1.5"],
    ["floopy-cache-bucket-max-size", "21"],
    ["floopy-cache-seed", "s".repeat(257)],
    ["floopy-cache-ignore-keys", "messages"],
    ["floopy-cache-ignore-keys", "messages.*.content"],
    ["floopy-cache-ignore-keys", "a..b"],
    ["floopy-cache-ignore-keys", Array.from({ length: 21 }, (_, n) => `k${n}`).join()],
  ])("refuses %s: %s, and names the header", (name, text) => {
    expect(refusalOf({ "floopy-cache-enabled": "true", [name]: text })).toMatchObject({
      code: "invalid_request",
      param: name,
    });
  });
});
