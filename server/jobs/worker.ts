import { systemClock } from "@/server/core/clock";
import { errorFields, log } from "@/server/core/logger";
import { noteQuotas, reportOverage, settleBilling } from "@/server/modules/billing";
import { forgetOldCounters, noteThresholds } from "@/server/modules/budgets";
import { sealOldBodies, sealOldTexts, tendContentKeys } from "@/server/modules/content-keys";
import { forgetDryRuns, runDryRuns } from "@/server/modules/dry-runs";
import {
  type CallModel,
  calibrateJudges,
  checkAnswers,
  runEvaluations,
  runJudgements,
} from "@/server/modules/evaluations";
import { giveUpWaiting, joinWaiting } from "@/server/modules/feedback";
import { expireAllowRules } from "@/server/modules/firewall";
import { compareUsage, runRetention } from "@/server/modules/ingest";
import { forgetOldScores, joinLateCredits, publishLearning } from "@/server/modules/learning";
import { runDeletions, runNextExport, sweepDeleted } from "@/server/modules/leaving";
import { forgetFullBuckets } from "@/server/modules/limits";
import { repriceEverything } from "@/server/modules/models";
import { forgetOldMessages } from "@/server/modules/outbox";
import { paceRoutes } from "@/server/modules/pacing";
import { compareShadows } from "@/server/modules/promotion";
import { forgetOldDeliveries } from "@/server/modules/webhooks";
import { callWebhooks, deliverMessages } from "./deliver-messages";
import { guardChoices, guardRoutes } from "./guard-routes";

export interface Worker {
  stop(): Promise<void>;
}

const THRESHOLDS_MS = 30_000;
const JOIN_MS = 3_000;
const CHECK_MS = 2_000;
const DELIVER_MS = 1_000;
const JUDGE_MS = 3_000;
const RUN_MS = 2_000;
const DRY_RUN_MS = 1_000;
const CALIBRATE_MS = 10 * 60 * 1000;
/** Each look reads a month of a route's sessions. */
const CHOICES_MS = 10 * 60 * 1000;
const EXPIRE_MS = 15_000;
const PACE_MS = 5_000;
const HOUSEKEEPING_MS = 60 * 60 * 1000;
const REPRICE_MS = 10 * 60 * 1000;
const LEARN_MS = 60 * 1000;
const GUARD_MS = 60 * 1000;
const LEAVE_MS = 5_000;
const BILL_MS = 60 * 1000;

/**
 * The product's background work that no request causes: retention, budgets that run out, costs that become known
 * later, what end users' scores teach, what routes may do by themselves.
 */
export function startWorker(callModel: CallModel): Worker {
  let running = housekeep().then(reprice);
  const timers = [
    every(HOUSEKEEPING_MS, housekeep),
    every(REPRICE_MS, reprice),
    every(LEARN_MS, learn),
    every(GUARD_MS, guardRoutes),
    every(CALIBRATE_MS, calibrate),
    every(BILL_MS, bill),
  ];
  const thresholds = setInterval(() => void tellThresholds(), THRESHOLDS_MS);
  thresholds.unref();
  const stopping = new AbortController();
  const lanes = [
    oneAtATime(JOIN_MS, joinFeedback),
    oneAtATime(CHECK_MS, checkStored),
    oneAtATime(DELIVER_MS, deliverMessages),
    oneAtATime(DELIVER_MS, callWebhooks),
    oneAtATime(LEAVE_MS, leave),
    oneAtATime(EXPIRE_MS, expireRules),
    oneAtATime(PACE_MS, pace),
    // Many routes take long to look at, and what they learn must not wait for it.
    oneAtATime(CHOICES_MS, guardChoices),
    oneAtATime(JUDGE_MS, () => judge(callModel, stopping.signal)),
    oneAtATime(RUN_MS, () => evaluate(callModel, stopping.signal)),
    oneAtATime(JUDGE_MS, () => compare(callModel, stopping.signal)),
    oneAtATime(DRY_RUN_MS, () => dryRun(stopping.signal)),
  ];

  function every(intervalMs: number, work: () => Promise<void>): NodeJS.Timeout {
    const timer = setInterval(() => {
      running = running.then(work);
    }, intervalMs);
    return timer.unref();
  }

  return {
    async stop() {
      for (const timer of [...timers, thresholds]) clearInterval(timer);
      stopping.abort();
      await Promise.all([running, ...lanes.map((lane) => lane.stop())]);
    },
  };
}

/** Work that waits for nothing else; a turn that comes while the last one is running is left out. */
function oneAtATime(intervalMs: number, work: () => Promise<void>): Worker {
  let running: Promise<void> | null = null;
  const timer = setInterval(() => {
    running ??= work().finally(() => {
      running = null;
    });
  }, intervalMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

async function tellThresholds(): Promise<void> {
  try {
    await noteThresholds(systemClock.now());
    await noteQuotas(systemClock.now());
  } catch (thrown) {
    log.warn("thresholds of budgets and quotas were not checked", errorFields(thrown));
  }
}

async function joinFeedback(): Promise<void> {
  try {
    await joinWaiting(systemClock.now());
  } catch (thrown) {
    log.warn("feedback was not joined to its sessions", errorFields(thrown));
  }
}

async function checkStored(): Promise<void> {
  try {
    await checkAnswers(systemClock.now());
  } catch (thrown) {
    log.warn("answers were not checked", errorFields(thrown));
  }
}

async function judge(callModel: CallModel, signal: AbortSignal): Promise<void> {
  try {
    await runJudgements(() => systemClock.now(), callModel, signal);
  } catch (thrown) {
    log.warn("answers were not judged", errorFields(thrown));
  }
}

async function compare(callModel: CallModel, signal: AbortSignal): Promise<void> {
  try {
    await compareShadows(() => systemClock.now(), callModel, signal);
  } catch (thrown) {
    log.warn("shadows were not compared", errorFields(thrown));
  }
}

async function evaluate(callModel: CallModel, signal: AbortSignal): Promise<void> {
  try {
    await runEvaluations(() => systemClock.now(), callModel, signal);
  } catch (thrown) {
    log.warn("evaluations did not go on", errorFields(thrown));
  }
}

/** Drafts of firewall policies over stored requests. */
async function dryRun(signal: AbortSignal): Promise<void> {
  try {
    await runDryRuns(() => systemClock.now(), signal);
  } catch (thrown) {
    log.warn("dry runs of the firewall did not go on", errorFields(thrown));
  }
}

async function calibrate(): Promise<void> {
  try {
    await calibrateJudges(systemClock.now());
  } catch (thrown) {
    log.error("judges were not calibrated", errorFields(thrown));
  }
}

/** Exports that were asked for, and deletions whose week is over. */
async function leave(): Promise<void> {
  try {
    await runNextExport(systemClock.now());
    const count = await runDeletions(systemClock.now());
    if (count > 0) log.info("organisations were deleted", { count });
    await sweepDeleted(systemClock.now());
  } catch (thrown) {
    log.error("exports and deletions were not looked after", errorFields(thrown));
  }
}

/** What the firewall was told to let pass for a time only. */
async function expireRules(): Promise<void> {
  try {
    const count = await expireAllowRules(systemClock.now());
    if (count > 0) log.info("allow rules of the firewall have expired", { count });
  } catch (thrown) {
    log.warn("allow rules of the firewall were not looked after", errorFields(thrown));
  }
}

/** What a dollar weighs on routes whose mean cost is steered. */
async function pace(): Promise<void> {
  try {
    await paceRoutes(systemClock.now());
  } catch (thrown) {
    log.error("the cost of routes was not steered", errorFields(thrown));
  }
}

async function bill(): Promise<void> {
  try {
    await settleBilling(systemClock.now());
    const blocks = await reportOverage(systemClock.now());
    if (blocks > 0) log.info("requests past the included ones were reported", { count: blocks });
  } catch (thrown) {
    log.error("billing was not settled", errorFields(thrown));
  }
}

let areOldTextsSealed = false;

/** What this version writes is encrypted: once through is enough for as long as it runs. */
async function sealOldTextsOnce(): Promise<void> {
  if (areOldTextsSealed) return;
  const count = await sealOldTexts();
  areOldTextsSealed = true;
  if (count > 0) log.info("texts of an earlier version are encrypted", { count });
}

/** Repeating it, or running it in several processes at once, does no harm. */
async function housekeep(): Promise<void> {
  try {
    const now = systemClock.now();
    const report = await runRetention(now);
    const released = (await forgetOldScores(now)) + (await giveUpWaiting(now));
    const forgotten =
      (await forgetOldMessages(now)) + (await forgetOldDeliveries(now)) + (await forgetDryRuns(now));
    await forgetFullBuckets();
    await forgetOldCounters(now);
    await tendContentKeys(now);
    await sealOldBodies();
    await sealOldTextsOnce();
    const differing = await compareUsage(now);
    if (differing > 0) log.error("usage counters differ from the stored requests", { count: differing });
    const count = report.droppedPartitions + report.deletedRows + released + forgotten;
    log.info("housekeeping done", { count });
  } catch (thrown) {
    log.error("housekeeping failed", errorFields(thrown));
  }
}

async function reprice(): Promise<void> {
  try {
    const count = await repriceEverything(systemClock.now());
    if (count > 0) log.info("requests got the price that is known by now", { count });
  } catch (thrown) {
    log.error("requests could not be priced again", errorFields(thrown));
  }
}

async function learn(): Promise<void> {
  try {
    const count = await joinLateCredits(systemClock.now());
    if (count > 0) log.info("scores joined requests that came later", { count });
    const report = await publishLearning(systemClock.now());
    if (report.isNew) log.info("the shared model has a new state", { name: report.snapshotId });
  } catch (thrown) {
    log.error("learning failed", errorFields(thrown));
  }
}
