import { Pool } from "pg";
import { connectionFor } from "@/server/db/client";

/** Its own few connections, so that a burst of records never starves the queries people wait for. */
const registry = globalThis as typeof globalThis & { floopyIngestPool?: Pool };

export function ingestPool(): Pool {
  if (registry.floopyIngestPool !== undefined) return registry.floopyIngestPool;
  const pool = new Pool({
    ...connectionFor("floopy_system"),
    max: 3,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 60_000,
  });
  // A connection that dies, idle or between two queries, is replaced on next use; unheard, its error would end the
  // process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  registry.floopyIngestPool = pool;
  return pool;
}

export async function closeIngestPool(): Promise<void> {
  const pool = registry.floopyIngestPool;
  registry.floopyIngestPool = undefined;
  await pool?.end();
}
