import type { CacheStatus } from "@/server/contracts/response-cache";

/** What the response cache did, in words. */
export const CACHE_LABELS: Readonly<Record<CacheStatus, string>> = {
  off: "Not used",
  miss: "Not found",
  "hit-exact": "Same request",
  "hit-semantic": "Like question",
};
