import { GENERAL } from "@/server/contracts/task-categories";
import type { Tx } from "@/server/db/tenant";
import { expectedUsd, learnedPlan } from "@/server/routing/learned-plan";
import type { ExpectedUsd } from "@/server/routing/learner/pacing";
import { steadyPrice } from "@/server/routing/learner/price";
import { learnedState } from "./learned-state";
import { learningOrgOf } from "./learning-org.queries";
import { findSharedModel } from "./shared-model";
import { withinQuality } from "./within-quality";

/** What the requests of a route are expected to cost, by what has been asked in its project of late. */
export interface RouteOutlook {
  expected: ExpectedUsd;
  /** Of always taking the cheapest model of each kind of task, USD per request. */
  cheapestUsd: number;
}

const DAY_MS = 86_400_000;
const MIX_DAYS = 7;
const CATEGORIES_MAX = 20;

/** Null where no price of its models is known. */
export async function routeOutlook(
  tx: Tx,
  { orgId, routeId }: { orgId: string; routeId: string },
  now: Date,
): Promise<RouteOutlook | null> {
  const route = await tx.route.findFirstOrThrow({
    where: { id: routeId, orgId },
    select: {
      projectId: true,
      settings: true,
      candidates: {
        where: { isEnabled: true, stage: "live", weight: { gt: 0 } },
        orderBy: { position: "asc" },
        select: { id: true, provider: true, model: true, position: true, weight: true, isEnabled: true },
      },
    },
  });
  const org = await learningOrgOf(tx, orgId);
  const newest = await findSharedModel(tx);
  const state = learnedState(org, route.projectId, { newest, nowMs: now.getTime() });
  const mix = await mixOf(tx, { orgId, projectId: route.projectId }, now);
  const parts = mix.flatMap(({ category, share }) => {
    const { arms } = learnedPlan(route.candidates, { category, price: steadyPrice(0), state });
    const costs = expectedUsd(withinQuality(arms, route.settings), { category, state });
    return costs === null ? [] : [{ ...costs, share }];
  });
  if (parts.length === 0) return null;
  const known = new Map<number, number>();
  const expected: ExpectedUsd = (lambda) => {
    const before = known.get(lambda);
    if (before !== undefined) return before;
    const usd = parts.reduce((sum, { share, at }) => sum + share * at(lambda), 0);
    known.set(lambda, usd);
    return usd;
  };
  return { expected, cheapestUsd: parts.reduce((sum, { share, cheapest }) => sum + share * cheapest, 0) };
}

async function mixOf(
  tx: Tx,
  { orgId, projectId }: { orgId: string; projectId: string },
  now: Date,
): Promise<{ category: string; share: number }[]> {
  const rows = await tx.learningCounter.groupBy({
    by: ["category"],
    where: { orgId, projectId, day: { gte: new Date(now.getTime() - MIX_DAYS * DAY_MS) } },
    _sum: { requestCount: true },
    orderBy: [{ _sum: { requestCount: "desc" } }, { category: "asc" }],
    take: CATEGORIES_MAX,
  });
  const counts = rows.map(({ category, _sum }) => ({ category, requests: _sum.requestCount ?? 0 }));
  const total = counts.reduce((sum, { requests }) => sum + requests, 0);
  if (total === 0) return [{ category: GENERAL, share: 1 }];
  return counts.map(({ category, requests }) => ({ category, share: requests / total }));
}
