import { DEFAULT_ROUTE_SETTINGS } from "@/server/contracts/route-settings";
import { AppError } from "@/server/core/errors";
import { hopsOf, type PlanInput, type RoutePlan } from "./plan-route";

/** One call and no more: a shadow that fails has failed, and must not add to the load of a provider in trouble. */
const SETTINGS = {
  ...DEFAULT_ROUTE_SETTINGS,
  retries: 0,
  fallsBackOnContextLength: false,
  fallsBackOnContentPolicy: false,
};

export interface ShadowTarget {
  provider: string;
  model: string;
}

/** How a shadow is asked. Throws where the customer has no connection to its provider any more. */
export function planShadow(
  input: Pick<PlanInput, "caller" | "endpoint" | "memory">,
  { provider, model }: ShadowTarget,
): RoutePlan {
  const [hop] = hopsOf(input, { provider, model, candidateId: null }, 0, SETTINGS);
  if (hop === undefined)
    throw new AppError("model_not_found", "no connection to the shadow's provider", {
      userMessage: `No connected provider serves “${provider}/${model}”.`,
      param: "model",
    });
  return {
    ...{ routeId: null, hops: [hop], settings: SETTINGS, shadows: [], maxLatencyMs: null },
    decision: {
      ...{ strategy: "direct", phase: "day0", reason: "requested_model", propensity: 1 },
      candidates: [{ provider, model, score: 1, propensity: 1 }],
      filtered: [],
    },
  };
}
