import { Pool } from "pg";
import { connectionFor } from "@/server/db/client";

/** Its own connections: requests wait for these answers, and must not queue behind pages and batches. */
const registry = globalThis as typeof globalThis & { floopyCountersPool?: Pool };

export function countersPool(): Pool {
  if (registry.floopyCountersPool !== undefined) return registry.floopyCountersPool;
  const pool = new Pool({
    ...connectionFor("floopy_system"),
    max: 8,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 4_000,
    query_timeout: 5_000,
  });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  registry.floopyCountersPool = pool;
  return pool;
}

export async function closeCountersPool(): Promise<void> {
  const pool = registry.floopyCountersPool;
  registry.floopyCountersPool = undefined;
  await pool?.end();
}
