import type { PriceVector } from "@/server/contracts/prices";
import { listPrice } from "@/server/pricing/price-book";
import { baseRate } from "@/server/pricing/rates";
import type { LearnedState } from "@/server/routing/learned-plan";
import { BENCHMARK_PRIOR } from "@/server/routing/prior/benchmark-prior";
import type { OwnLearning } from "./load-own-part";
import type { SharedModel } from "./shared-model";

/** What the learner has to know of an organisation. */
export interface LearningOrg {
  createdAtMs: number;
  learningMode: "shared" | "isolated";
  learning: OwnLearning | null;
  prices: readonly { provider: string; model: string; rates: PriceVector }[];
}

const DAY_MS = 86_400_000;
/** How much of the traffic may go to another model than the best: more while an organisation is new. ROUTING section 6.4. */
const EXPLORATION = { newDays: 30, new: 0.2, later: 0.1 };
/** A usual request, where nothing has been paid yet. */
const USUAL_TOKENS = { input: 800, output: 300 };

export function isNewOrg({ createdAtMs }: LearningOrg, nowMs: number): boolean {
  return nowMs - createdAtMs < EXPLORATION.newDays * DAY_MS;
}

/** What decisions of a project rest on; the shared model only for an organisation that learns with the others. */
export function learnedState(
  org: LearningOrg,
  projectId: string,
  { newest, nowMs }: { newest: SharedModel | null; nowMs: number },
): LearnedState {
  const shared = org.learningMode === "isolated" ? null : newest;
  return {
    snapshotId: shared?.id ?? null,
    shared: shared?.reader ?? null,
    own: org.learning?.byProject.get(projectId) ?? null,
    prior: BENCHMARK_PRIOR,
    explorationMax: isNewOrg(org, nowMs) ? EXPLORATION.new : EXPLORATION.later,
    usualUsd: ({ provider, model }) => usualUsd(org, provider, model),
  };
}

function usualUsd({ prices }: LearningOrg, provider: string, model: string): number | null {
  const own = prices.find((row) => row.provider === provider && row.model === model);
  const rates = own?.rates ?? listPrice(provider, model, new Date());
  const [input, output] = [baseRate(rates?.input), baseRate(rates?.output)];
  if (input === null || output === null) return null;
  return (USUAL_TOKENS.input * input + USUAL_TOKENS.output * output) / 1e6;
}
