import type { OrgConfig, RouteConfig } from "@/server/modules/gateway-config";
import { isNewOrg, learnedState, routePrice, type SharedModel } from "@/server/modules/learning";
import { type LearnedPlan, learnedPlan } from "@/server/routing/learned-plan";
import type { RouteCandidate } from "@/server/routing/routing-types";

/** Each key may allow other models, so one route can have several sets of candidates. */
const PLANS_MAX = 2_000;

interface Kept {
  newest: SharedModel | null;
  /** From when on less is explored. */
  isNew: boolean;
  plans: Map<string, LearnedPlan>;
}

/** Plans by route, dropped with the organisation's configuration: it is read anew when anything of it has changed. */
const kept = new WeakMap<RouteConfig, Kept>();

/** What the learner thinks of these candidates, worked out once for a state of what is known, a category and a choice. */
export function learnedFor(
  { org, shared: newest }: { org: OrgConfig; shared: SharedModel | null },
  route: RouteConfig,
  category: string,
  nowMs: number,
): (usable: readonly RouteCandidate[]) => LearnedPlan {
  return (usable) => {
    const isNew = isNewOrg(org, nowMs);
    let entry = kept.get(route);
    if (entry === undefined || entry.newest !== newest || entry.isNew !== isNew) {
      entry = { newest, isNew, plans: new Map() };
      kept.set(route, entry);
    }
    const key = usable.reduce((text, { id }) => `${text}\n${id}`, category);
    const known = entry.plans.get(key);
    if (known !== undefined) return known;
    if (entry.plans.size >= PLANS_MAX) entry.plans.clear();
    const state = learnedState(org, route.projectId, { newest, nowMs });
    const plan = learnedPlan(usable, { category, price: routePrice(route), state });
    entry.plans.set(key, plan);
    return plan;
  };
}
