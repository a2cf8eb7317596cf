import { Pool } from "pg";
import { connectionFor } from "@/server/db/client";

/** Its own few connections, so that a burst of records never starves the queries people wait for. */
const registry = globalThis as typeof globalThis & { floopyIngestPool?: Pool };

export function ingestPool(): Pool {
  if (registry.floopyIngestPool !== undefined) return registry.floopyIngestPool;
  const pool = new Pool({
    ...connectionFor("floopy_system"),
    max: 2,
    connectionTimeoutMillis: 5_000,
    statement_timeout: 60_000,
  });
  // An idle connection that dies is replaced on next use; without a listener it would end the process.
  pool.on("error", () => {});
  registry.floopyIngestPool = pool;
  return pool;
}

export async function closeIngestPool(): Promise<void> {
  const pool = registry.floopyIngestPool;
  registry.floopyIngestPool = undefined;
  await pool?.end();
}
