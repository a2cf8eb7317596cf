import { readConstraints } from "@/server/contracts/constraints";
import { entitled, type PlanId } from "@/server/contracts/plans";
import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import { uuidv7 } from "@/server/core/ids";
import { errorFields, log } from "@/server/core/logger";
import type { CandidateTrial } from "@/server/db/generated/client";
import { systemDb } from "@/server/db/system";
import { type Tx, withTenant } from "@/server/db/tenant";
import { concludeTrial } from "./conclude-trial";
import { endTrial, moveCandidate } from "./move-candidate";
import { choosesByItself, findTrialRoute } from "./trials.queries";

const TRIALS_MAX = 10_000;
const ORGS_MAX = 10_000;
const SPEND_DAYS = 40;
const DAY_MS = 86_400_000;

/**
 * Looks at every phase that is under way: what has passed goes on, what is worse goes back. Puts models in shadow that an
 * organisation lets answer only after that. Returns how many were moved.
 */
export async function watchTrials(now: Date): Promise<number> {
  const running = await systemDb().candidateTrial.findMany({
    where: { endedAt: null },
    orderBy: { startedAt: "asc" },
    take: TRIALS_MAX,
  });
  const plans = await plansOf(running.map(({ orgId }) => orgId));
  let count = 0;
  for (const trial of running) {
    const planId = plans.get(trial.orgId) ?? "free";
    // It rests: nobody is asked, so there is nothing new to see.
    if (!entitled(planId, "promotion")) continue;
    const ctx = jobCtx(trial.orgId, planId, now);
    const isMoved = await withTenant(ctx, (tx) => lookAt(tx, ctx, trial)).catch((thrown: unknown) =>
      skipped(thrown, ctx),
    );
    if (isMoved) count++;
  }
  await systemDb().shadowSpend.deleteMany({
    where: { day: { lt: new Date(now.getTime() - SPEND_DAYS * DAY_MS) } },
  });
  return count + (await beginAskedShadows(now));
}

async function lookAt(tx: Tx, ctx: Ctx, trial: CandidateTrial): Promise<boolean> {
  const route = await findTrialRoute(tx, ctx, trial.routeId);
  const candidate = route?.candidates.find(({ trialId }) => trialId === trial.id);
  if (route === null || candidate === undefined) {
    // The route or the model was deleted.
    await endTrial(tx, ctx, trial.id, { outcome: "stopped" });
    return false;
  }
  // Of a model that is switched off nothing new is seen.
  return candidate.isEnabled ? concludeTrial(tx, ctx, { route, candidate, trial }) : false;
}

/** Models of routes that choose by themselves, where the organisation asks for a passed shadow phase first. */
async function beginAskedShadows(now: Date): Promise<number> {
  const rows = await systemDb().orgConstraint.findMany({
    where: { rules: { path: ["require_shadow_before_live"], equals: true } },
    take: ORGS_MAX,
    select: { orgId: true, rules: true },
  });
  const plans = await plansOf(rows.map(({ orgId }) => orgId));
  let count = 0;
  for (const { orgId, rules } of rows) {
    const planId = plans.get(orgId) ?? "free";
    const isAsked = readConstraints(rules).require_shadow_before_live === true;
    if (!isAsked || !entitled(planId, "constraints") || !entitled(planId, "promotion")) continue;
    const ctx = jobCtx(orgId, planId, now);
    for (const routeId of await routesWithUntried(orgId)) {
      const begun = withTenant(ctx, (tx) => beginShadowsOf(tx, ctx, routeId));
      if (await begun.catch((thrown: unknown) => skipped(thrown, ctx))) count++;
    }
  }
  return count;
}

async function routesWithUntried(orgId: string): Promise<string[]> {
  const rows = await systemDb().routeCandidate.findMany({
    where: { orgId, stage: "live", isEnabled: true, shadowPassedAt: null },
    distinct: ["routeId"],
    select: { routeId: true },
  });
  return rows.map(({ routeId }) => routeId);
}

async function beginShadowsOf(tx: Tx, ctx: Ctx, routeId: string): Promise<boolean> {
  const route = await findTrialRoute(tx, ctx, routeId);
  if (route === null || !choosesByItself(route)) return false;
  // The first answers whatever the constraints say; the others are measured against it.
  const [, ...others] = route.candidates.filter(({ stage, isEnabled }) => stage === "live" && isEnabled);
  const untried = others.filter(({ shadowPassedAt }) => shadowPassedAt === null);
  for (const candidate of untried) {
    await moveCandidate(tx, ctx, {
      ...{ route, candidate, outcome: "stopped" as const, action: "candidate.shadow_started" },
      to: { stage: "shadow", isTried: true },
      facts: { reason: "require_shadow_before_live" },
    });
  }
  return untried.length > 0;
}

async function plansOf(orgIds: readonly string[]): Promise<Map<string, PlanId>> {
  const rows = await systemDb().subscription.findMany({
    where: { orgId: { in: [...new Set(orgIds)] } },
    select: { orgId: true, planId: true },
  });
  return new Map(rows.map(({ orgId, planId }) => [orgId, planId]));
}

/** Another worker or a person was faster, or it cannot be measured now; the others are looked at all the same. */
function skipped(thrown: unknown, { orgId, requestId }: Ctx): boolean {
  const isOver = thrown instanceof AppError && thrown.code === "conflict";
  if (!isOver) log.error("a model on trial was not looked at", { orgId, requestId, ...errorFields(thrown) });
  return false;
}

function jobCtx(orgId: string, planId: PlanId, now: Date): Ctx {
  const actor = { kind: "job", name: "watch-trials" } as const;
  return { orgId, planId, actor, requestId: uuidv7(), address: null, now: () => now };
}
