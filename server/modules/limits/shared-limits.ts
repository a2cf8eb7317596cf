import { env } from "@/server/env";
import { sharedRedis } from "@/server/integrations/redis";
import { countersPool } from "./counters-pool";
import { FallbackLimitStore } from "./fallback-limit-store";
import { LeasedLimitStore } from "./leased-limit-store";
import type { LimitStore } from "./limit-store";
import { MemoryLimitStore } from "./memory-limit-store";
import { PostgresLimitStore } from "./postgres-limit-store";
import { RedisLimitStore } from "./redis-limit-store";

/** One per process, even where Next bundles this module a second time. */
const registry = globalThis as typeof globalThis & {
  floopyLimits?: LimitStore;
  floopyLeases?: LeasedLimitStore;
};

/** The limits of this installation: in memory for one process, else where all processes meet. */
export function sharedLimits(): LimitStore {
  registry.floopyLimits ??= makeStore();
  return registry.floopyLimits;
}

/** What this process holds ahead goes back to the others. */
export async function releaseLimits(): Promise<void> {
  await registry.floopyLeases?.close();
}

/** Where counters live: Redis if there is one; memory beside an embedded database, which only one process uses. */
export function counterPlace(): "memory" | "postgres" | "redis" {
  const { FLOOPY_COUNTERS, FLOOPY_EMBEDDED, REDIS_URL } = env();
  if (FLOOPY_COUNTERS !== undefined) return FLOOPY_COUNTERS;
  if (REDIS_URL !== undefined) return "redis";
  return FLOOPY_EMBEDDED ? "memory" : "postgres";
}

function makeStore(): LimitStore {
  const own = new MemoryLimitStore();
  const redis = sharedRedis();
  switch (counterPlace()) {
    case "memory":
      return own;
    case "redis":
      return redis === null ? own : new FallbackLimitStore(leased(new RedisLimitStore(redis)), own);
    case "postgres":
      // The first request should not wait for the connection.
      void countersPool()
        .query("SELECT 1")
        .catch(() => {});
      return new FallbackLimitStore(leased(new PostgresLimitStore(countersPool)), own);
  }
}

function leased(shared: LimitStore): LimitStore {
  registry.floopyLeases = new LeasedLimitStore(shared);
  return registry.floopyLeases;
}
