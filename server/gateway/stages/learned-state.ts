import type { OrgConfig, RouteConfig } from "@/server/modules/gateway-config";
import type { SharedModel } from "@/server/modules/learning";
import { listPrice } from "@/server/pricing/price-book";
import { baseRate } from "@/server/pricing/rates";
import { type LearnedPlan, type LearnedState, learnedPlan } from "@/server/routing/learned-plan";
import { BENCHMARK_PRIOR } from "@/server/routing/prior/benchmark-prior";
import type { RouteCandidate } from "@/server/routing/routing-types";

const DAY_MS = 86_400_000;
/** How much of the traffic may go to another model than the best: more while an organisation is new. ROUTING section 6.4. */
const EXPLORATION = { newDays: 30, new: 0.2, later: 0.1 };
/** A usual request, where nothing has been paid yet. */
const USUAL_TOKENS = { input: 800, output: 300 };
/** Each key may allow other models, so one route can have several sets of candidates. */
const PLANS_MAX = 2_000;

interface Kept {
  shared: SharedModel | null;
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
  const shared = org.learningMode === "isolated" ? null : newest;
  return (usable) => {
    const isNew = nowMs - org.createdAtMs < EXPLORATION.newDays * DAY_MS;
    let entry = kept.get(route);
    if (entry === undefined || entry.shared !== shared || entry.isNew !== isNew) {
      entry = { shared, isNew, plans: new Map() };
      kept.set(route, entry);
    }
    const key = usable.reduce((text, { id }) => `${text}\n${id}`, category);
    const known = entry.plans.get(key);
    if (known !== undefined) return known;
    if (entry.plans.size >= PLANS_MAX) entry.plans.clear();
    const state = stateOf(org, route, shared, isNew);
    const plan = learnedPlan(usable, { category, costWeight: route.costWeight, state });
    entry.plans.set(key, plan);
    return plan;
  };
}

function stateOf(
  org: OrgConfig,
  route: RouteConfig,
  shared: SharedModel | null,
  isNew: boolean,
): LearnedState {
  return {
    snapshotId: shared?.id ?? null,
    shared: shared?.reader ?? null,
    own: org.learning?.byProject.get(route.projectId) ?? null,
    prior: BENCHMARK_PRIOR,
    explorationMax: isNew ? EXPLORATION.new : EXPLORATION.later,
    usualUsd: (candidate) => usualUsd(org, candidate),
  };
}

function usualUsd(org: OrgConfig, { provider, model }: RouteCandidate): number | null {
  const own = org.prices.find((row) => row.provider === provider && row.model === model);
  const rates = own?.rates ?? listPrice(provider, model, new Date());
  const [input, output] = [baseRate(rates?.input), baseRate(rates?.output)];
  if (input === null || output === null) return null;
  return (USUAL_TOKENS.input * input + USUAL_TOKENS.output * output) / 1e6;
}
