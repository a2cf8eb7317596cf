import { driftAlarm, NO_DRIFT, observeDrift } from "../../server/routing/learner/drift";
import { LEARNER_CONFIG } from "../../server/routing/learner/learner-types";
import {
  type ExpectedUsd,
  isFree,
  type Pace,
  paced,
  type Spending,
  startPace,
} from "../../server/routing/learner/pacing";
import { type Price, steadyPrice } from "../../server/routing/learner/price";
import { runOnline } from "./online";
import type { Pool } from "./outcomes";
import { LearnerPolicy } from "./policies";
import { makeWorld, type Session, sessionsOf, type World, type WorldConfig } from "./world";

export interface BudgetRow {
  /** USD per request. */
  budget: number;
  /** Share of the requests after which the budget was never again more than the best models cost. */
  boundShare: number;
  /** Of those, mean cost beside it, less 1: of all, and the worst of any 5,000 in a row after the first 5,000. */
  error: number;
  worst: number | null;
}

const BLOCK = 5_000;
/** Between the cheapest model and the best one, by share of the way on a logarithmic scale. */
const BUDGETS = [0.15, 0.3, 0.45, 0.6, 0.75];

/** ROUTING B9: the price of quality follows what requests cost beside what they may. */
export function measureBudgets(pool: Pool, config: WorldConfig, seed: number, every: number): BudgetRow[] {
  const world = makeWorld(pool, { ...config, seed });
  const sessions = sessionsOf(world);
  const [low, high] = costRange(world);
  return BUDGETS.map((place) => {
    const budget = low * (high / low) ** place;
    const costs: number[] = [];
    let bindsFrom = 0;
    const route = new PacedRoute(world, budget);
    const policy = new LearnerPolicy(world, { price: () => route.price });
    route.expectedBy = policy;
    let spending = { requests: 0, usd: 0 };
    runOnline(world, sessions, policy, {
      observe({ session, outcome: { costPerRequest } }) {
        for (let request = 0; request < session.requests; request++) costs.push(costPerRequest);
        spending.requests += session.requests;
        spending.usd += session.requests * costPerRequest;
        route.note(session);
        if ((session.index + 1) % every !== 0) return;
        route.step(spending);
        if (isFree(route.price)) bindsFrom = costs.length;
        spending = { requests: 0, usd: 0 };
      },
    });
    const bound = costs.slice(bindsFrom);
    return {
      budget,
      boundShare: bound.length / costs.length,
      error: meanOf(bound, 0, bound.length) / budget - 1,
      worst: worstBlock(bound, budget),
    };
  });
}

/** One route that all sessions of a world come by, steered as the product steers it. */
class PacedRoute {
  readonly #world: World;
  readonly #budget: number;
  #pace: Pace | null = null;
  #seen: Session[] = [];
  #expected: ExpectedUsd = () => 0;
  expectedBy: LearnerPolicy | null = null;

  constructor(world: World, budget: number) {
    this.#world = world;
    this.#budget = budget;
  }

  get price(): Price {
    return this.#pace?.price ?? steadyPrice(this.#world.config.lambda);
  }

  note(session: Session): void {
    this.#seen.push(session);
    if (session.index % LOOK_EVERY === 0) this.#look();
  }

  step(spending: Spending): void {
    this.#pace = paced(
      this.#pace ?? startPace(this.#budget, this.#expected),
      spending,
      this.#budget,
      this.#expected,
    );
  }

  /** The mix of tasks, and what it is expected to cost, change slowly. */
  #look(): void {
    this.#seen = this.#seen.slice(-RECENT);
    const requests = new Map<string, number>();
    for (const session of this.#seen) {
      const key = `${session.tenant}|${session.assigned}`;
      requests.set(key, (requests.get(key) ?? 0) + session.requests);
    }
    const total = [...requests.values()].reduce((sum, count) => sum + count, 0);
    const known = new Map<number, number>();
    this.#expected = (lambda) => {
      const before = known.get(lambda);
      if (before !== undefined) return before;
      let usd = 0;
      for (const [key, count] of requests) {
        const [tenant = 0, assigned = 0] = key.split("|").map(Number);
        usd += (count / total) * (this.expectedBy?.expectedUsd(tenant, assigned, lambda) ?? 0);
      }
      known.set(lambda, usd);
      return usd;
    };
  }
}

/** Sessions whose mix of tasks tells what the next ones will be, and how often it is looked at. */
const RECENT = 1_000;
const LOOK_EVERY = 50;

function costRange(world: World): [number, number] {
  const M = world.models.length;
  const C = world.categories.length;
  const means = world.models.map((_, m) =>
    world.categories.reduce((sum, __, c) => sum + (world.meanCost[c * M + m] ?? 0) / C, 0),
  );
  return [Math.min(...means), Math.max(...means)];
}

function meanOf(costs: readonly number[], from: number, to: number): number {
  let sum = 0;
  for (let index = from; index < to; index++) sum += costs[index] ?? 0;
  return sum / Math.max(1, to - from);
}

function worstBlock(costs: readonly number[], budget: number): number | null {
  let worst: number | null = null;
  for (let from = BLOCK; from + BLOCK <= costs.length; from += BLOCK / 10) {
    const error = meanOf(costs, from, from + BLOCK) / budget - 1;
    if (worst === null || Math.abs(error) > Math.abs(worst)) worst = error;
  }
  return worst;
}

export interface DriftReport {
  /** Sessions of all tenants from the drop to its alarm; null: none came. */
  delays: (number | null)[];
  /** Alarms about nothing, for 60,000 sessions. */
  falseAlarms: number[];
}

const DROP = 0.15;
const PER_SESSIONS = 60_000;
/** Answers of a tenant before its level is known well enough to tell a drop from it. */
const SETTLED = 20;

/** ROUTING B11: halfway the most used model becomes worse, and nobody says so. */
export function measureDrift(pool: Pool, config: WorldConfig, seeds: readonly number[]): DriftReport {
  const report: DriftReport = { delays: [], falseAlarms: [] };
  for (const seed of seeds) {
    const world = makeWorld(pool, { ...config, seed });
    const { delay, falseAlarms } = watchDrop(world);
    report.delays.push(delay);
    report.falseAlarms.push((falseAlarms * PER_SESSIONS) / config.sessions);
  }
  return report;
}

function watchDrop(world: World): { delay: number | null; falseAlarms: number } {
  const sessions = sessionsOf(world);
  const from = Math.floor(sessions.length / 2);
  const policy = new LearnerPolicy(world);
  const drifts = world.models.map(() => NO_DRIFT);
  const used = world.models.map(() => 0);
  const levels = new Map<string, { n: number; sum: number }>();
  const found = { delay: null as number | null, falseAlarms: 0, dropped: -1 };
  runOnline(world, sessions, policy, {
    dropOf(session, m) {
      if (session.index < from) return 0;
      if (found.dropped === -1) found.dropped = used.indexOf(Math.max(...used));
      return m === found.dropped ? DROP : 0;
    },
    observe({ session, m, outcome }) {
      used[m] = (used[m] ?? 0) + 1;
      const { tenant, assigned, index } = session;
      for (const signal of ["nps", "evaluation"] as const) {
        const raw = signal === "nps" ? outcome.nps : outcome.evaluation;
        if (raw === null) continue;
        const reward = signal === "nps" ? raw / 10 : LEARNER_CONFIG.scale.evaluation * raw;
        const expected = policy.expected(tenant, assigned, m);
        const key = `${signal}|${tenant}|${assigned}`;
        const level = levels.get(key) ?? { n: 0, sum: 0 };
        levels.set(key, level);
        if (level.n >= SETTLED) {
          const sd = Math.sqrt(LEARNER_CONFIG.noise[signal]);
          drifts[m] = observeDrift(drifts[m] ?? NO_DRIFT, reward, expected + level.sum / level.n, sd);
        }
        level.n += 1;
        level.sum += reward - expected;
      }
      const alarm = driftAlarm(drifts[m] ?? NO_DRIFT);
      if (alarm === null) return;
      drifts[m] = NO_DRIFT;
      const isTrue = index >= from && m === found.dropped && alarm === "worse";
      if (isTrue) found.delay ??= index - from;
      else found.falseAlarms += 1;
    },
  });
  return found;
}
