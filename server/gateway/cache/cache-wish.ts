import { entitled } from "@/server/contracts/plans";
import {
  CACHE_BUCKET_MAX,
  CACHE_MODES,
  CACHE_TTL_SECONDS,
  type CacheMode,
  CacheModeSchema,
} from "@/server/contracts/response-cache";
import { AppError } from "@/server/core/errors";
import type { StorageMode } from "@/server/modules/gateway-config";
import type { Caller } from "../stages/authenticate";
import type { Scope } from "../stages/resolve-scope";
import type { HeaderMap } from "../types";
import { readIgnoredPaths } from "./ignored-paths";

/** What a request wants of the cache, within what its project and plan allow. */
export interface CacheWish {
  mode: "exact" | "semantic";
  ttlMs: number;
  /** How many different answers are kept before one of them is given. */
  bucketMax: number;
  seed: string;
  ignored: readonly string[];
  /** False: a new answer is asked for, and kept in place of an old one. */
  reads: boolean;
}

const SEED_LENGTH_MAX = 256;
const STORES_TEXT: ReadonlySet<StorageMode> = new Set<StorageMode>(["full", "redacted"]);

/** Null when the cache is not used; without headers and with a project that is off this costs four look-ups. */
export function readCacheWish({ org }: Caller, scope: Scope, headers: HeaderMap): CacheWish | null {
  const { cache } = scope.project;
  const asked = headers["floopy-cache"] ?? enabledHeader(headers);
  if (asked === undefined && cache.mode === "off") return null;
  const control = readCacheControl(headers["cache-control"]);
  const mode = chooseMode(org.planId, scope, headers);
  if (mode === "off" || control.isForbidden) return null;
  // Text that must not be stored is not kept in a cache either, unless the project says that it may.
  if (!STORES_TEXT.has(scope.storageMode) && !cache.keepsUnstored) return null;
  const seconds = readWhole(headers, "floopy-cache-ttl", CACHE_TTL_SECONDS.max);
  const ttl = seconds ?? control.maxAge ?? cache.ttlSeconds;
  return {
    mode,
    ttlMs: ttl * 1_000,
    bucketMax:
      readWhole(headers, "floopy-cache-bucket-max-size", CACHE_BUCKET_MAX) ??
      readWhole(headers, "helicone-cache-bucket-max-size", CACHE_BUCKET_MAX) ??
      1,
    seed: readSeed(headers),
    ignored: readIgnoredPaths(
      headers["floopy-cache-ignore-keys"] ?? headers["helicone-cache-ignore-keys"] ?? "",
    ),
    reads: control.reads,
  };
}

function enabledHeader(headers: HeaderMap): string | undefined {
  return headers["floopy-cache-enabled"] ?? headers["helicone-cache-enabled"];
}

function chooseMode(planId: Caller["org"]["planId"], { project }: Scope, headers: HeaderMap): CacheMode {
  const { cache } = project;
  const hasSemantic = entitled(planId, "semantic_cache") && cache.embeddingModel !== null;
  const usual = cache.mode === "semantic" && !hasSemantic ? "exact" : cache.mode;
  const asked = askedMode(headers, usual);
  if (asked === null) return usual;
  if (!cache.allowsHeaders) return lesser(usual, asked);
  if (asked === "semantic" && !hasSemantic) throw noSemantic(planId);
  return asked;
}

function askedMode(headers: HeaderMap, usual: CacheMode): CacheMode | null {
  const named = headers["floopy-cache"];
  if (named !== undefined) {
    const mode = CacheModeSchema.safeParse(named.trim().toLowerCase());
    if (mode.success) return mode.data;
    throw invalid("floopy-cache", "must be off, exact or semantic");
  }
  const enabled = enabledHeader(headers)?.trim().toLowerCase();
  if (enabled === undefined) return null;
  if (enabled === "true" || enabled === "1") return usual === "off" ? "exact" : usual;
  if (enabled === "false" || enabled === "0") return "off";
  throw invalid("floopy-cache-enabled", "must be true or false");
}

function lesser(left: CacheMode, right: CacheMode): CacheMode {
  return CACHE_MODES.indexOf(left) < CACHE_MODES.indexOf(right) ? left : right;
}

function noSemantic(planId: Caller["org"]["planId"]): AppError {
  if (!entitled(planId, "semantic_cache")) {
    return new AppError("plan_required", "semantic cache is not in the plan", {
      userMessage: "The semantic cache is part of the Pro plan. Use floopy-cache: exact, or upgrade.",
      feature: "semantic_cache",
    });
  }
  return invalid("floopy-cache", "semantic needs an embedding model in the project's cache settings");
}

interface CacheControl {
  isForbidden: boolean;
  reads: boolean;
  maxAge: number | null;
}

/** A longer `max-age` than we keep anything for is no mistake: it is cut. */
function readCacheControl(header: string | undefined): CacheControl {
  const directives = (header ?? "").toLowerCase().split(",");
  const has = (name: string): boolean => directives.some((directive) => directive.trim() === name);
  const seconds = Number(
    /(?:^|[\s,])max-age=(\d{1,12})/.exec(header?.toLowerCase() ?? "")?.[1] ?? Number.NaN,
  );
  const maxAge = seconds >= 1 ? Math.min(seconds, CACHE_TTL_SECONDS.max) : null;
  return { isForbidden: has("no-store"), reads: !has("no-cache") && seconds !== 0, maxAge };
}

function readSeed(headers: HeaderMap): string {
  const seed = headers["floopy-cache-seed"] ?? headers["helicone-cache-seed"] ?? "";
  if (seed.length > SEED_LENGTH_MAX)
    throw invalid("floopy-cache-seed", `may have at most ${SEED_LENGTH_MAX} characters`);
  return seed;
}

function readWhole(headers: HeaderMap, name: string, max: number): number | null {
  const text = headers[name];
  if (text === undefined) return null;
  const value = /^\d{1,9}$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (value >= 1 && value <= max) return value;
  throw invalid(name, `must be a whole number from 1 to ${max}`);
}

function invalid(header: string, words: string): AppError {
  return new AppError("invalid_request", `${header} ${words}.`, { param: header });
}
