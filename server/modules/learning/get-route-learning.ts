import { RouteLearningInput, type RouteLearningView } from "@/server/contracts/learning";
import { GENERAL } from "@/server/contracts/task-categories";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { type LearnedArm, type LearnedPlan, learnedPlan } from "@/server/routing/learned-plan";
import { learnedState } from "./learned-state";
import { learningOrgOf } from "./learning-org.queries";
import { routePrice } from "./route-price";
import { findSharedModel } from "./shared-model";
import { withinQuality } from "./within-quality";

const Z95 = 1.96;
const CATEGORIES_MAX = 20;

/** What the learner thinks of a route's models now, for one category: the same that the gateway decides by. */
export async function getRouteLearning(ctx: Ctx, input: RouteLearningInput): Promise<RouteLearningView> {
  authorize(ctx, "route:read");
  const { routeId, category: wished } = parseInput(RouteLearningInput, input);
  return withTenant(ctx, async (tx) => {
    const route = await tx.route.findFirst({
      where: { id: routeId, orgId: ctx.orgId },
      select: {
        projectId: true,
        costWeight: true,
        settings: true,
        pacing: { select: { lowLambda: true, highLambda: true, highShare: true } },
        candidates: {
          where: { isEnabled: true, stage: "live", weight: { gt: 0 } },
          orderBy: { position: "asc" },
          select: { id: true, provider: true, model: true, position: true, weight: true, isEnabled: true },
        },
      },
    });
    if (route === null) throw notFound("route");
    const categories = await categoriesOf(tx, ctx.orgId, route.projectId);
    const category = wished ?? categories[0]?.category ?? GENERAL;
    const org = await learningOrgOf(tx, ctx.orgId);
    const newest = await findSharedModel(tx);
    const state = learnedState(org, route.projectId, { newest, nowMs: ctx.now().getTime() });
    const wanted = { category, price: routePrice(route), state };
    const all = learnedPlan(route.candidates, wanted);
    const within = withinQuality(all.arms, route.settings);
    const plan = within.length === all.arms.length ? all : learnedPlan(within, wanted);
    return { category, categories, ...viewOf(plan, all) };
  });
}

/** `all` has those too that the route leaves out. */
function viewOf(
  { arms, best, facts }: LearnedPlan,
  all: LearnedPlan,
): Omit<RouteLearningView, "category" | "categories"> {
  const of = facts[best];
  const bestId = arms[best]?.candidate.id;
  return {
    phase: of?.phase ?? "day0",
    confidence: of?.confidence ?? 0,
    confidence_reason: of?.confidenceReason ?? "few_samples",
    exploration_rate: of?.explorationRate ?? 0,
    weights: of?.weights ?? { session: 0, auto: 0, manual: 0, benchmark: 1 },
    used_shared_pool_prior: of?.usedSharedPoolPrior ?? false,
    snapshot_id: of?.snapshotId ?? null,
    candidates: all.arms.map((arm) => {
      const chosen = arms.find(({ candidate }) => candidate.id === arm.candidate.id);
      const shown = { ...arm, propensity: chosen?.propensity ?? 0 };
      return { ...candidateOf(shown, arm.candidate.id === bestId), is_left_out: chosen === undefined };
    }),
  };
}

function candidateOf(
  { candidate, posterior, utility, usd, propensity, sharedShare }: LearnedArm,
  isBest: boolean,
): Omit<RouteLearningView["candidates"][number], "is_left_out"> {
  const margin = Z95 * Math.sqrt(posterior.variance);
  return {
    provider: candidate.provider,
    model: candidate.model,
    quality: posterior.mean,
    low: Math.max(0, posterior.mean - margin),
    high: Math.min(1, posterior.mean + margin),
    utility,
    cost_micro_usd: usd === null ? null : Math.round(usd * 1e6),
    propensity,
    samples: Math.round(posterior.samples),
    shared_share: sharedShare,
    is_best: isBest,
  };
}

async function categoriesOf(
  tx: Tx,
  orgId: string,
  projectId: string,
): Promise<RouteLearningView["categories"]> {
  const rows = await tx.learningCounter.groupBy({
    by: ["category"],
    where: { orgId, projectId },
    _sum: { requestCount: true },
    orderBy: [{ _sum: { requestCount: "desc" } }, { category: "asc" }],
    take: CATEGORIES_MAX,
  });
  return rows.map(({ category, _sum }) => ({ category, requests: _sum.requestCount ?? 0 }));
}
