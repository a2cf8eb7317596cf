import type { TrialComparison } from "@/server/contracts/promotion";
import type { Ctx } from "@/server/core/context";
import type { CandidateTrial } from "@/server/db/generated/client";
import type { Tx } from "@/server/db/tenant";
import { measureTrial } from "./measure-trial";
import { moveCandidate } from "./move-candidate";
import { makeLive } from "./promote-candidate";
import { nextStep } from "./start-canary";
import { canaryObstacle, type TrialCandidate, type TrialRoute } from "./trials.queries";

interface Look {
  route: TrialRoute;
  candidate: TrialCandidate;
  trial: CandidateTrial;
}

interface Seen extends Look {
  comparison: TrialComparison;
}

/** One look at a phase. True where its candidate was moved, or waits for a person from now on. */
export async function concludeTrial(tx: Tx, ctx: Ctx, look: Look): Promise<boolean> {
  const comparison = await measureTrial(tx, look.trial, look.route.promotion);
  if (comparison.verdict === "open") return false;
  const seen = { ...look, comparison };
  const isWorse = comparison.verdict === "worse";
  if (look.trial.stage === "canary") return isWorse ? rollBack(tx, ctx, seen) : goOn(tx, ctx, seen);
  return isWorse ? stopShadow(tx, ctx, seen) : passShadow(tx, ctx, seen);
}

/** It stays in shadow and is asked no more: what it would cost to go on would be wasted. */
async function stopShadow(tx: Tx, ctx: Ctx, { route, candidate, comparison }: Seen): Promise<boolean> {
  await moveCandidate(tx, ctx, {
    ...{ route, candidate, comparison, outcome: "failed", action: "candidate.shadow_failed" },
    hasPassed: false,
    to: { stage: "shadow", isTried: false },
    facts: worseFacts(comparison),
  });
  return true;
}

/** To the first step of a canary where the route says so, unless one of this model has gone wrong before. */
async function passShadow(tx: Tx, ctx: Ctx, seen: Seen): Promise<boolean> {
  const { route, candidate, comparison } = seen;
  const [canaryPercent] = route.promotion.canarySteps;
  const goesOn =
    route.promotion.afterShadow === "canary" &&
    canaryPercent !== undefined &&
    !(await wentWrongBefore(tx, seen)) &&
    (await canaryObstacle(tx, ctx, route, candidate.id)) === null;
  const passed = { route, candidate, comparison, hasPassed: true, outcome: "passed" } as const;
  const facts = { samples: comparison.candidate.samples };
  await moveCandidate(
    tx,
    ctx,
    goesOn
      ? {
          ...{ ...passed, facts, action: "candidate.canary_started" },
          to: { stage: "canary", canaryPercent, isTried: true },
        }
      : {
          ...{ ...passed, facts, action: "candidate.shadow_passed" },
          to: { stage: "shadow", isTried: false },
        },
  );
  return true;
}

async function wentWrongBefore(tx: Tx, { trial, candidate }: Seen): Promise<boolean> {
  const where = { orgId: trial.orgId, candidateId: candidate.id, outcome: "rolled_back" };
  return (await tx.candidateTrial.count({ where })) > 0;
}

async function goOn(tx: Tx, ctx: Ctx, { route, candidate, comparison }: Seen): Promise<boolean> {
  const canaryPercent = nextStep(route, candidate);
  const facts = { samples: comparison.candidate.samples };
  if (canaryPercent !== null) {
    await moveCandidate(tx, ctx, {
      ...{ route, candidate, comparison, facts, outcome: "advanced", action: "candidate.canary_advanced" },
      to: { stage: "canary", canaryPercent, isTried: true },
    });
    return true;
  }
  // A person decides, and sees meanwhile how it goes on.
  if (route.promotion.afterCanary === "ask") return false;
  await makeLive(tx, ctx, { route, candidate, comparison, facts });
  return true;
}

async function rollBack(tx: Tx, ctx: Ctx, { route, candidate, comparison }: Seen): Promise<boolean> {
  const isOff = route.promotion.afterRollback === "off";
  await moveCandidate(tx, ctx, {
    ...{ route, candidate, comparison, outcome: "rolled_back", action: "candidate.rolled_back" },
    topic: "route.rolled_back",
    hasPassed: false,
    to: { stage: "shadow", isTried: !isOff, ...(isOff ? { isEnabled: false } : {}) },
    facts: { reason: "regression", ...worseFacts(comparison) },
  });
  return true;
}

function worseFacts({ worseIn, differences }: TrialComparison): Record<string, unknown> {
  const found = differences.find(({ metric }) => metric === worseIn);
  if (found === undefined) return {};
  const { metric, difference, lower, upper } = found;
  return { metric, difference, lower, upper };
}
