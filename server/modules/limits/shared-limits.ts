import { env } from "@/server/env";
import { sharedRedis } from "@/server/integrations/redis";
import { countersPool } from "./counters-pool";
import { FallbackLimitStore } from "./fallback-limit-store";
import { LeasedLimitStore } from "./leased-limit-store";
import type { LimitStore } from "./limit-store";
import { LiveProcesses } from "./live-processes";
import { MemoryLimitStore } from "./memory-limit-store";
import { PostgresLimitStore } from "./postgres-limit-store";
import { RedisLimitStore } from "./redis-limit-store";

/** What stands between this process and the place where all of them count. */
interface Sharing {
  leases: LeasedLimitStore;
  fallback: FallbackLimitStore;
  processes: LiveProcesses;
}

/** One per process, even where Next bundles this module a second time. */
const registry = globalThis as typeof globalThis & {
  floopyLimits?: LimitStore;
  floopySharing?: Sharing;
};

/** The limits of this installation: in memory for one process, else where all processes meet. */
export function sharedLimits(): LimitStore {
  registry.floopyLimits ??= makeStore();
  return registry.floopyLimits;
}

/** The same for a process that takes from them, and thus has a share of them. */
export function joinLimits(): LimitStore {
  const limits = sharedLimits();
  registry.floopySharing?.processes.join();
  return limits;
}

/** What this process holds ahead goes back to the others, and so does its share. */
export async function releaseLimits(): Promise<void> {
  const { leases, fallback, processes } = registry.floopySharing ?? {};
  await fallback?.tryAgain();
  fallback?.close();
  await Promise.allSettled([leases?.close(), processes?.leave()]);
}

/** Where counters live: Redis if there is one; memory beside an embedded database, which only one process uses. */
export function counterPlace(): "memory" | "postgres" | "redis" {
  const { FLOOPY_COUNTERS, FLOOPY_EMBEDDED, REDIS_URL } = env();
  if (FLOOPY_COUNTERS !== undefined) return FLOOPY_COUNTERS;
  if (REDIS_URL !== undefined) return "redis";
  return FLOOPY_EMBEDDED ? "memory" : "postgres";
}

function makeStore(): LimitStore {
  const redis = sharedRedis();
  switch (counterPlace()) {
    case "memory":
      return new MemoryLimitStore();
    case "redis":
      return redis === null ? new MemoryLimitStore() : share(new RedisLimitStore(redis));
    case "postgres":
      return share(new PostgresLimitStore(countersPool));
  }
}

function share(place: LimitStore): LimitStore {
  const leases = new LeasedLimitStore(place);
  const processes = new LiveProcesses(countersPool);
  const fallback = new FallbackLimitStore(leases, { processes: () => processes.count });
  registry.floopySharing = { leases, fallback, processes };
  return fallback;
}
