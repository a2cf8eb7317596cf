import { systemClock } from "@/server/core/clock";
import { errorFields, log } from "@/server/core/logger";
import { refreshEvidence } from "@/server/modules/constraints";
import { watchExperiments } from "@/server/modules/experiments";
import { watchTrials } from "@/server/modules/promotion";
import { rollBackRoutes } from "@/server/modules/verification";

/** Pins routes whose own choices do harm. Repeating it, or running it in several processes, does no harm. */
export async function guardChoices(): Promise<void> {
  try {
    const count = await rollBackRoutes(systemClock.now());
    if (count > 0) log.info("routes went back to their first model", { count });
  } catch (thrown) {
    log.error("routes were not looked at", errorFields(thrown));
  }
}

/** Keeps what routes are held against up to date, moves models on trial, and ends experiments that do harm. Repeating it, or running it in several processes, does no harm. */
export async function guardRoutes(): Promise<void> {
  try {
    const count = await refreshEvidence(systemClock.now());
    if (count > 0) log.info("constraints are held against new figures", { count });
  } catch (thrown) {
    log.error("the figures behind constraints were not measured", errorFields(thrown));
  }
  try {
    const count = await watchExperiments(systemClock.now());
    if (count > 0) log.info("experiments were rolled back", { count });
  } catch (thrown) {
    log.error("experiments were not looked at", errorFields(thrown));
  }
  try {
    const count = await watchTrials(systemClock.now());
    if (count > 0) log.info("models on trial were moved", { count });
  } catch (thrown) {
    log.error("models on trial were not looked at", errorFields(thrown));
  }
}
