import type { Prior } from "../../server/routing/learner/learner-types";
import { runOnline } from "./online";
import type { Pool } from "./outcomes";
import { LearnerPolicy, priorOf, staticRouter } from "./policies";
import { makeWorld, type Session, sessionsOf, utility, type World, type WorldConfig } from "./world";

/** Regret of the product beside the static router's, on categories that the benchmarks say nothing of; null: too short. */
export interface UnseenReport {
  product: (number | null)[];
  static: (number | null)[];
}

/** Around a category's 2,000th session. */
const UNSEEN = { from: 1_500, to: 2_500 };

/** ROUTING B8: of every other category no benchmark is known; the models' means over the rest stand in. */
export function measureUnseen(
  pool: Pool,
  config: WorldConfig,
  seeds: readonly number[],
): UnseenReport | null {
  const report: UnseenReport = { product: [], static: [] };
  for (const seed of seeds) {
    const world = makeWorld(pool, { ...config, seed });
    if (world.categories.length < 2) return null;
    const sessions = sessionsOf(world);
    const prior = halfBlind(world);
    const regretOf = (policy: Parameters<typeof runOnline>[2]): number | null =>
      regretAround(world, sessions, policy);
    report.product.push(regretOf(new LearnerPolicy(world, { prior })));
    report.static.push(regretOf(staticRouter(world, prior)));
  }
  return report;
}

const isUnseen = (category: number): boolean => category % 2 === 1;

function halfBlind(world: World): Prior {
  const full = priorOf(world);
  const seen = world.categories.filter((_, c) => !isUnseen(c));
  const places = new Map(world.categories.map((name, c) => [name, c]));
  return {
    isKnown: () => true,
    mean: (category, model) =>
      isUnseen(places.get(category) ?? 0)
        ? seen.reduce((sum, name) => sum + full.mean(name, model), 0) / seen.length
        : full.mean(category, model),
  };
}

function regretAround(
  world: World,
  sessions: readonly Session[],
  policy: Parameters<typeof runOnline>[2],
): number | null {
  const counts = world.categories.map(() => 0);
  let [sum, count] = [0, 0];
  runOnline(world, sessions, policy, {
    observe({ session: { category }, regret }) {
      const number = counts[category] ?? 0;
      counts[category] = number + 1;
      if (!isUnseen(category) || number < UNSEEN.from || number >= UNSEEN.to) return;
      sum += regret;
      count += 1;
    },
  });
  return count === 0 ? null : sum / count;
}

/** Sessions of all tenants after a new model's arrival until regret is near that of a world where it always was. */
export interface NewModelReport {
  /** Null: not within the run. */
  sparse: (number | null)[];
  dense: (number | null)[];
}

const NEAR = 1.1;
const WINDOW = 500;

/** ROUTING B10: the model that serves most sessions best arrives halfway, with a benchmark. */
export function measureNewModel(pool: Pool, config: WorldConfig, seeds: readonly number[]): NewModelReport {
  const sessionsUntilNear = (seed: number, evaluationRate: number): number | null => {
    const world = makeWorld(pool, { ...config, seed, evaluationRate });
    const sessions = sessionsOf(world);
    const from = Math.floor(sessions.length / 2);
    const model = mostlyBest(world, sessions);
    const windows = (policy: LearnerPolicy): number[] => regretByWindow(world, sessions, policy, from);
    const always = windows(new LearnerPolicy(world));
    const late = windows(new LearnerPolicy(world, { newcomer: { model, from } }));
    // Single windows are noisy: near means near from here on, on average.
    for (let index = 0; index < late.length; index++)
      if (mean(late.slice(index, index + 10)) <= NEAR * mean(always.slice(index, index + 10)))
        return index * WINDOW;
    return null;
  };
  return {
    sparse: seeds.map((seed) => sessionsUntilNear(seed, config.evaluationRate)),
    dense: seeds.map((seed) => sessionsUntilNear(seed, 1)),
  };
}

function mostlyBest(world: World, sessions: readonly Session[]): number {
  const wins = world.models.map(() => 0);
  for (const { tenant, category } of sessions) {
    let best = 0;
    for (let m = 1; m < world.models.length; m++)
      if (utility(world, tenant, category, m) > utility(world, tenant, category, best)) best = m;
    wins[best] = (wins[best] ?? 0) + 1;
  }
  return wins.indexOf(Math.max(...wins));
}

function regretByWindow(
  world: World,
  sessions: readonly Session[],
  policy: LearnerPolicy,
  from: number,
): number[] {
  const sums: number[] = [];
  runOnline(world, sessions, policy, {
    observe({ session: { index }, regret }) {
      if (index < from) return;
      const window = Math.floor((index - from) / WINDOW);
      sums[window] = (sums[window] ?? 0) + regret / WINDOW;
    },
  });
  return sums;
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
