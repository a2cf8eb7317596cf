import { systemClock } from "@/server/core/clock";
import { errorFields, log } from "@/server/core/logger";
import { runRetention } from "@/server/modules/ingest";

export interface Worker {
  stop(): Promise<void>;
}

const HOUSEKEEPING_MS = 60 * 60 * 1000;

/** The product's background work that no request causes: retention. */
export function startWorker(): Worker {
  let running = housekeep();
  const timer = setInterval(() => {
    running = running.then(housekeep);
  }, HOUSEKEEPING_MS);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/** Repeating it, or running it in several processes at once, does no harm. */
async function housekeep(): Promise<void> {
  try {
    const report = await runRetention(systemClock.now());
    log.info("housekeeping done", { count: report.droppedPartitions + report.deletedRows });
  } catch (thrown) {
    log.error("housekeeping failed", errorFields(thrown));
  }
}
