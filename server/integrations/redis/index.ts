import { env } from "@/server/env";
import { RedisLink } from "./redis-link";

export { RedisLink } from "./redis-link";
export { redisScript } from "./redis-script";

/** One connection per process, even where Next bundles this module a second time. */
const registry = globalThis as typeof globalThis & { floopyRedis?: RedisLink };

/** The Redis that all processes of this installation share; null when none is configured. */
export function sharedRedis(): RedisLink | null {
  const url = env().REDIS_URL;
  if (url === undefined) return null;
  registry.floopyRedis ??= new RedisLink({ url });
  return registry.floopyRedis;
}

export async function closeSharedRedis(): Promise<void> {
  await registry.floopyRedis?.close();
  delete registry.floopyRedis;
}
