import {
  type CandidatePromotionView,
  type CandidateTrialView,
  RoutePromotionInput,
  type RoutePromotionView,
  TrialComparison,
  TrialOutcomeSchema,
} from "@/server/contracts/promotion";
import { authorize, type Ctx } from "@/server/core/context";
import { parseInput } from "@/server/core/parse-input";
import type { CandidateTrial } from "@/server/db/generated/client";
import { type Tx, withTenant } from "@/server/db/tenant";
import { measureTrial } from "./measure-trial";
import {
  choosesByItself,
  getTrialRouteOrThrow,
  requiresShadow,
  type TrialCandidate,
  type TrialRoute,
} from "./trials.queries";

const HISTORY_MAX = 50;

/** Where each model of a route stands on its way to all users, how it compares, and what was seen before. */
export async function getPromotion(ctx: Ctx, input: RoutePromotionInput): Promise<RoutePromotionView> {
  authorize(ctx, "route:read");
  const { routeId } = parseInput(RoutePromotionInput, input);
  return withTenant(ctx, async (tx) => {
    const route = await getTrialRouteOrThrow(tx, ctx, routeId);
    const { projectId, promotion } = route;
    const isAsked = await requiresShadow(tx, ctx);
    const trials = await tx.candidateTrial.findMany({
      where: { orgId: ctx.orgId, routeId },
      orderBy: [{ startedAt: "desc" }, { id: "desc" }],
      take: HISTORY_MAX,
    });
    const project = await tx.project.findFirst({
      where: { id: projectId, orgId: ctx.orgId },
      select: { storageMode: true },
    });
    const judge = await tx.judgeSettings.findFirst({
      where: { projectId, orgId: ctx.orgId },
      select: { model: true },
    });
    return {
      routeId,
      settings: promotion,
      requiresShadow: isAsked,
      judgeModel: judge?.model ?? null,
      storesTexts: project?.storageMode === "full" || project?.storageMode === "redacted",
      ...(await spentToday(tx, ctx, routeId)),
      candidates: await candidateViews(tx, route, { trials, isAsked }),
      history: trials.map(toTrialView),
    };
  });
}

async function candidateViews(
  tx: Tx,
  route: TrialRoute,
  { trials, isAsked }: { trials: readonly CandidateTrial[]; isAsked: boolean },
): Promise<CandidatePromotionView[]> {
  const first = route.candidates.find(({ stage, isEnabled }) => stage === "live" && isEnabled);
  const views: CandidatePromotionView[] = [];
  for (const candidate of route.candidates) {
    const { id: candidateId, provider, model, stage, canaryPercent, isEnabled, shadowPassedAt } = candidate;
    const trial = trials.find(({ id }) => id === candidate.trialId);
    views.push({
      ...{ candidateId, provider, model, stage, canaryPercent, isEnabled },
      hasPassedShadow: shadowPassedAt !== null,
      isHeldBack: isAsked && choosesByItself(route) && isUntried(candidate) && candidate !== first,
      trial:
        trial === undefined
          ? null
          : {
              ...{ id: trial.id, startedAt: trial.startedAt },
              comparison: await measureTrial(tx, trial, route.promotion),
            },
    });
  }
  return views;
}

const isUntried = ({ stage, shadowPassedAt, isEnabled }: TrialCandidate): boolean =>
  stage === "live" && isEnabled && shadowPassedAt === null;

async function spentToday(tx: Tx, ctx: Ctx, routeId: string) {
  const day = new Date(`${ctx.now().toISOString().slice(0, 10)}T00:00:00Z`);
  const row = await tx.shadowSpend.findFirst({ where: { orgId: ctx.orgId, routeId, day } });
  return { spentTodayMicroUsd: Number(row?.costMicroUsd ?? 0), callsToday: row?.callCount ?? 0 };
}

function toTrialView(trial: CandidateTrial): CandidateTrialView {
  const { id, candidateId, provider, model, stage, canaryPercent, startedAt, startedBy, endedAt, endedBy } =
    trial;
  return {
    ...{ id, candidateId, provider, model, stage, canaryPercent, startedAt, startedBy, endedAt, endedBy },
    outcome: TrialOutcomeSchema.safeParse(trial.outcome).data ?? null,
    comparison: TrialComparison.safeParse(trial.facts).data ?? null,
  };
}
