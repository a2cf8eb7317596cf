import { PacingInput, type PacingState, type PacingView } from "@/server/contracts/pacing";
import { authorize, type Ctx } from "@/server/core/context";
import { notFound } from "@/server/core/errors";
import { parseInput } from "@/server/core/parse-input";
import { type Tx, withTenant } from "@/server/db/tenant";
import { isExhausted, isFree } from "@/server/routing/learner/pacing";
import { meanLambda, type Price } from "@/server/routing/learner/price";

const WEEK_MS = 7 * 86_400_000;

/** The target of a route's mean cost, what requests have cost, and what that makes a dollar weigh now. */
export async function getPacing(ctx: Ctx, input: PacingInput): Promise<PacingView> {
  authorize(ctx, "route:read");
  const { routeId } = parseInput(PacingInput, input);
  return withTenant(ctx, async (tx) => {
    const route = await tx.route.findFirst({
      where: { id: routeId, orgId: ctx.orgId },
      select: {
        strategy: true,
        costTargetMicroUsd: true,
        pacing: {
          select: {
            ...{ startedAt: true, requestCount: true, costMicroUsd: true },
            ...{ lowLambda: true, highLambda: true, highShare: true },
          },
        },
      },
    });
    if (route === null) throw notFound("route");
    const { pacing, costTargetMicroUsd, strategy } = route;
    if (pacing === null || costTargetMicroUsd === null || strategy !== "feedback_driven") return null;
    const price = { low: pacing.lowLambda, high: pacing.highLambda, highShare: pacing.highShare };
    return {
      targetMicroUsd: costTargetMicroUsd,
      state: stateOf(price),
      lambda: meanLambda(price),
      startedAt: pacing.startedAt,
      sinceStart: spent(pacing.requestCount, pacing.costMicroUsd),
      lastWeek: await lastWeek(tx, { orgId: ctx.orgId, routeId }, ctx.now()),
    };
  });
}

function stateOf(price: Price): PacingState {
  if (isFree(price)) return "free";
  return isExhausted(price) ? "exhausted" : "steering";
}

type Spent = NonNullable<PacingView>["lastWeek"];

function spent(requests: number, microUsd: bigint): Spent {
  return { requests, meanMicroUsd: requests === 0 ? null : Number(microUsd) / requests };
}

/** From hourly counters: what a model has answered. */
async function lastWeek(
  tx: Tx,
  { orgId, routeId }: { orgId: string; routeId: string },
  now: Date,
): Promise<Spent> {
  const { _sum } = await tx.routeRollup.aggregate({
    where: { orgId, routeId, hour: { gte: new Date(now.getTime() - WEEK_MS) }, model: { not: "" } },
    _sum: { requestCount: true, errorCount: true, costMicroUsd: true },
  });
  return spent((_sum.requestCount ?? 0) - (_sum.errorCount ?? 0), _sum.costMicroUsd ?? 0n);
}
