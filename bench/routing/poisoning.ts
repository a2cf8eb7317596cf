import type { Signal } from "../../server/routing/learner/learner-types";
import { type OnlineResult, runOnline } from "./online";
import type { Pool } from "./outcomes";
import { LearnerPolicy, type Policy, UNGUARDED } from "./policies";
import { makeWorld, type Session, sessionsOf, utility, type World, type WorldConfig } from "./world";

export interface PoisonReport {
  /** Regret of honest late tenants in their first 800 sessions, one value per seed. */
  clean: number[];
  guarded: number[];
  unguarded: number[];
}

/** Tenants that lie: the busiest early one, and twenty small ones beside it. */
const PUPPETS = 20;
/** They answer for every session; the product counts at most a quarter as many answers as a tenant has sessions. */
const VOTE_WEIGHT = 0.25;

/** ROUTING B12: what honest tenants lose when one large tenant and twenty sock puppets vote for the worst models. */
export function measurePoisoning(pool: Pool, config: WorldConfig, seeds: readonly number[]): PoisonReport {
  const report: PoisonReport = { clean: [], guarded: [], unguarded: [] };
  for (const seed of seeds) {
    const world = makeWorld(pool, { ...config, seed, tenants: config.tenants + PUPPETS });
    const sessions = sessionsOf(world);
    const liars = liarsOf(world);
    const tierOf = (tenant: number): "free" | "paid" => (liars.puppets.has(tenant) ? "free" : "paid");
    const run = (policy: Policy): number => lateRegret(runOnline(world, sessions, policy));
    report.clean.push(run(new LearnerPolicy(world, { tierOf })));
    report.guarded.push(run(lied(world, new LearnerPolicy(world, { tierOf }), liars.all)));
    report.unguarded.push(run(lied(world, new LearnerPolicy(world, { config: UNGUARDED }), liars.all)));
  }
  return report;
}

function liarsOf(world: World): { puppets: ReadonlySet<number>; all: ReadonlySet<number> } {
  const early = world.tenants.flatMap((tenant, index) => (tenant.isLate ? [] : [index]));
  const byRate = early.toSorted((a, b) => (world.tenants[b]?.rate ?? 0) - (world.tenants[a]?.rate ?? 0));
  const puppets = new Set(byRate.slice(-PUPPETS));
  return { puppets, all: new Set([byRate[0] ?? 0, ...puppets]) };
}

/** The same policy, told lies by some tenants: full marks for what serves them badly, none for what serves them well. */
function lied(world: World, policy: Policy, liars: ReadonlySet<number>): Policy {
  const M = world.models.length;
  const learn = (session: Session, m: number, signal: Signal, reward: number): void => {
    if (!liars.has(session.tenant)) {
      policy.learn(session, m, signal, reward);
      return;
    }
    const others = Array.from({ length: M }, (_, other) =>
      utility(world, session.tenant, session.category, other),
    );
    const isBad = (others[m] ?? 0) < others.reduce((sum, value) => sum + value, 0) / M;
    policy.learn(session, m, "nps", isBad ? 1 : 0, VOTE_WEIGHT);
  };
  return { choose: (session) => policy.choose(session), refit: () => policy.refit(), learn };
}

function lateRegret({ fresh }: OnlineResult): number {
  // Weighted by how many of the first 800 sessions each span has.
  return (50 * fresh["0-50"] + 150 * fresh["50-200"] + 600 * fresh["200-800"]) / 800;
}
