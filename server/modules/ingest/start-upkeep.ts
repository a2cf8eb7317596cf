import { errorFields, log } from "@/server/core/logger";
import { ingestPool } from "./ingest-pool";
import { prepareComingPartitions } from "./partitions";
import { runRetention } from "./run-retention";

const EVERY_MS = 3_600_000;
/** Any number that nothing else locks. */
const LOCK = 7_301_422;

/** Makes coming partitions now, and hourly partitions and retention. Returns how to stop. */
export function startUpkeep(): () => void {
  const prepare = (): void => {
    prepareComingPartitions(new Date()).catch((thrown: unknown) => {
      log.warn("coming partitions were not made", errorFields(thrown));
    });
  };
  prepare();
  const timer = setInterval(() => {
    prepare();
    runUpkeep(new Date()).catch((thrown: unknown) => log.warn("retention did not run", errorFields(thrown)));
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Retention, unless another process is at it. */
export async function runUpkeep(now: Date): Promise<boolean> {
  const client = await ingestPool().connect();
  try {
    const { rows } = await client.query<{ held: boolean }>("SELECT pg_try_advisory_lock($1) AS held", [LOCK]);
    if (rows[0]?.held !== true) return false;
    try {
      const report = await runRetention(now);
      log.info("retention ran", { count: report.deletedRows + report.droppedPartitions });
    } finally {
      await client.query("SELECT pg_advisory_unlock($1)", [LOCK]);
    }
    return true;
  } finally {
    client.release();
  }
}
