import { systemClock } from "@/server/core/clock";
import { errorFields, log } from "@/server/core/logger";
import { noteThresholds } from "@/server/modules/budgets";
import { runRetention } from "@/server/modules/ingest";

export interface Worker {
  stop(): Promise<void>;
}

const THRESHOLDS_MS = 30_000;
const HOUSEKEEPING_MS = 60 * 60 * 1000;

/** The product's background work that no request causes: retention, and telling of budgets that run out. */
export function startWorker(): Worker {
  let running = housekeep();
  const timer = setInterval(() => {
    running = running.then(housekeep);
  }, HOUSEKEEPING_MS);
  timer.unref();
  const thresholds = setInterval(() => void tellThresholds(), THRESHOLDS_MS);
  thresholds.unref();
  return {
    async stop() {
      clearInterval(timer);
      clearInterval(thresholds);
      await running;
    },
  };
}

async function tellThresholds(): Promise<void> {
  try {
    await noteThresholds(systemClock.now());
  } catch (thrown) {
    log.warn("thresholds of budgets were not checked", errorFields(thrown));
  }
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
