import { lambdaOf } from "@/server/contracts/objective";
import { type Price, steadyPrice } from "@/server/routing/learner/price";

interface PricedRoute {
  costWeight: number;
  /** The price that the worker has worked out; null where the route has no target for its mean cost. */
  pacing: { lowLambda: number; highLambda: number; highShare: number } | null;
}

/** What a dollar weighs on a route: steered where it has a target for its mean cost, else where its objective puts it. */
export function routePrice({ pacing, costWeight }: PricedRoute): Price {
  if (pacing === null) return steadyPrice(lambdaOf(costWeight));
  return { low: pacing.lowLambda, high: pacing.highLambda, highShare: pacing.highShare };
}
