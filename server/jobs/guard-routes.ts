import { systemClock } from "@/server/core/clock";
import { errorFields, log } from "@/server/core/logger";
import { refreshEvidence } from "@/server/modules/constraints";

/** Keeps what routes are held against up to date. Repeating it, or running it in several processes, does no harm. */
export async function guardRoutes(): Promise<void> {
  try {
    const count = await refreshEvidence(systemClock.now());
    if (count > 0) log.info("constraints are held against new figures", { count });
  } catch (thrown) {
    log.error("the figures behind constraints were not measured", errorFields(thrown));
  }
}
