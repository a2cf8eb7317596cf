import type { Ctx } from "@/server/core/context";
import { AppError } from "@/server/core/errors";
import type { Tx } from "@/server/db/tenant";
import { routeOutlook } from "@/server/modules/learning";
import { FEASIBLE_FACTOR, isFeasibleBudget, startPace } from "@/server/routing/learner/pacing";

/**
 * Steers a route's mean cost to its target from now on, inside the caller's transaction; what was counted for another
 * target is forgotten. Refused where no choice among its models could meet it.
 */
export async function startPacing(tx: Tx, ctx: Ctx, routeId: string): Promise<void> {
  const { orgId } = ctx;
  const { costTargetMicroUsd } = await tx.route.findFirstOrThrow({
    where: { id: routeId, orgId },
    select: { costTargetMicroUsd: true },
  });
  await tx.routePacing.deleteMany({ where: { routeId, orgId } });
  if (costTargetMicroUsd === null) return;
  const now = ctx.now();
  const outlook = await routeOutlook(tx, { orgId, routeId }, now);
  if (outlook === null) throw withoutPrices();
  const budgetUsd = costTargetMicroUsd / 1e6;
  if (!isFeasibleBudget(budgetUsd, outlook.cheapestUsd)) throw tooLow(outlook.cheapestUsd);
  const { price } = startPace(budgetUsd, outlook.expected);
  const { low: lowLambda, high: highLambda, highShare } = price;
  await tx.routePacing.create({
    data: { routeId, orgId, startedAt: now, steppedAt: now, lowLambda, highLambda, highShare },
    select: { routeId: true },
  });
}

function withoutPrices(): AppError {
  return new AppError("invalid_field", "no model of the route has a known price", {
    userMessage:
      "No model of this route has a known price, so its cost cannot be steered. Set one under Models.",
    param: "costTargetMicroUsd",
  });
}

function tooLow(cheapestUsd: number): AppError {
  const per1000 = (usd: number): string => `$${(Math.ceil(usd * 1e6) / 1e3).toFixed(3)}`;
  return new AppError("invalid_field", "the target is below what the cheapest models cost", {
    userMessage: `Even the cheapest models of this route cost about ${per1000(cheapestUsd)} for 1,000 requests. The lowest target that choosing can keep is ${per1000(FEASIBLE_FACTOR * cheapestUsd)}.`,
    param: "costTargetMicroUsd",
  });
}
