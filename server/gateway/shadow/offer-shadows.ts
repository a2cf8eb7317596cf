import { errorFields, log } from "@/server/core/logger";
import { unitHash } from "@/server/routing/unit-hash";
import type { Exchange } from "../exchange";
import { estimateRequest } from "../limits/estimate-request";
import { mostItMayCost } from "../limits/reserve-budget";
import type { Caller } from "../stages/authenticate";
import type { RoutePlan } from "../stages/plan-route";
import { planShadow } from "../stages/plan-shadow";
import type { ModelBody } from "../stages/read-body";
import type { RouteMemory } from "../stages/route-memory";
import type { HeaderMap } from "../types";
import { shadowBody } from "./shadow-body";
import type { ShadowQueue } from "./shadow-queue";
import type { ShadowTask } from "./shadow-task";

export interface ShadowDeps {
  shadows: Pick<ShadowQueue, "offer">;
  memory: RouteMemory;
}

type Shadow = RoutePlan["shadows"][number];

/**
 * Draws which shadows of the route are asked this request as well, and hands them over once it is known how it went.
 * Whatever goes wrong here is no matter of the request.
 */
export function offerShadows(deps: ShadowDeps, exchange: Exchange, plan: RoutePlan, body: ModelBody): void {
  const { caller, scope, session, req } = exchange;
  if (caller === null || scope === null || session === null || req.ownCall !== undefined) return;
  // Of what is not recorded there would be nothing to compare with.
  if (scope.storageMode === "none") return;
  const { shadowShare, shadowDailyMicroUsd } = plan.settings.promotion;
  if (shadowDailyMicroUsd === 0) return;
  const drawn = plan.shadows.filter(({ id }) => unitHash(`shadow\n${id}\n${exchange.id}`) < shadowShare);
  if (drawn.length === 0) return;
  exchange.onEnd(() => {
    // Whoever left has no answer to compare with, and what the firewall stopped goes nowhere else either.
    if (req.presence.isGone || exchange.firewall.status === "blocked" || exchange.attempts.length === 0)
      return;
    for (const shadow of drawn) {
      try {
        const task = taskOf(deps, exchange, { caller, plan, body, shadow });
        if (task !== null) deps.shadows.offer(task);
      } catch (thrown) {
        log.warn("a shadow was not offered a request", { requestId: exchange.id, ...errorFields(thrown) });
      }
    }
  });
}

interface Offer {
  caller: Caller;
  plan: RoutePlan;
  body: ModelBody;
  shadow: Shadow;
}

function taskOf(
  deps: ShadowDeps,
  exchange: Exchange,
  { caller, plan, body, shadow }: Offer,
): ShadowTask | null {
  const { endpoint, scope, session, req, startedAt: at } = exchange;
  const bytes = shadowBody(endpoint, body.json);
  const { trialId, provider, model } = shadow;
  if (bytes === null || scope === null || trialId === null || plan.routeId === null) return null;
  const target = { provider, model };
  const planned = planShadow({ caller, endpoint, memory: deps.memory.view() }, target);
  const amountMicroUsd = mostItMayCost(caller, planned, {
    estimate: estimateRequest(endpoint, body),
    at,
    calls: 1,
  });
  return {
    ...{ orgId: caller.org.orgId, projectId: scope.project.id, routeId: plan.routeId },
    ...{ path: req.path, headers: headersOf(req.headers), bytes, target, storageMode: scope.storageMode },
    ...{ amountMicroUsd, limitMicroUsd: plan.settings.promotion.shadowDailyMicroUsd },
    origin: {
      ...{ requestId: exchange.id, trialId },
      ...{ sessionId: session?.id ?? "", endUserId: scope.endUserId },
    },
  };
}

/** What changes how a provider reads the request, or what the firewall does with it. */
const PASSED = [
  "anthropic-version",
  "anthropic-beta",
  "floopy-firewall",
  "floopy-llm-security-enabled",
  "floopy-fail-mode",
] as const;

function headersOf(headers: HeaderMap): HeaderMap {
  return Object.fromEntries(PASSED.map((name) => [name, headers[name]]));
}
