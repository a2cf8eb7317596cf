import { LinUcb } from "./linucb";
import { type OnlineResult, runOnline } from "./online";
import type { Pool } from "./outcomes";
import {
  bestQuality,
  bestSingle,
  categoryOracle,
  FLAT_PRIOR,
  LearnerPolicy,
  type Policy,
  randomPolicy,
  staticRouter,
  tenantOracle,
  UNGUARDED,
} from "./policies";
import { TrackAndStop } from "./track-and-stop";
import { makeWorld, type Session, sessionsOf, type World, type WorldConfig } from "./world";

export interface PolicyReport {
  id: string;
  title: string;
  /** One result per seed. */
  results: OnlineResult[];
}

export interface PoolReport {
  name: string;
  lambda: number;
  policies: PolicyReport[];
}

const NEGLIGIBLE = { tenantCellVariance: 1e-7, tenantModelVariance: 1e-7 };

interface Entry {
  id: string;
  title: string;
  make(world: World, sessions: readonly Session[]): Policy;
}

const ENTRIES: readonly Entry[] = [
  { id: "random", title: "random", make: (world) => randomPolicy(world) },
  { id: "quality", title: "always the best-quality model", make: (world) => bestQuality(world) },
  { id: "single", title: "best single model in hindsight", make: bestSingle },
  { id: "static", title: "static benchmark router", make: (world) => staticRouter(world) },
  {
    id: "track-and-stop",
    title: "track-and-stop per tenant and task",
    make: (world) => new TrackAndStop(world),
  },
  { id: "linucb", title: "LinUCB, NPS only", make: (world) => new LinUcb(world) },
  {
    id: "isolated-flat",
    title: "isolated per tenant, no prior",
    make: (world) => new LearnerPolicy(world, { isIsolated: true, prior: FLAT_PRIOR, config: UNGUARDED }),
  },
  {
    id: "isolated",
    title: "isolated per tenant, benchmark prior",
    make: (world) => new LearnerPolicy(world, { isIsolated: true, config: UNGUARDED }),
  },
  {
    id: "pooled",
    title: "pooled cells, no tenant terms",
    make: (world) =>
      new LearnerPolicy(world, {
        config: { ...UNGUARDED, ...NEGLIGIBLE, tenantLevelSd: { nps: 1e-4, other: 1e-4 } },
      }),
  },
  {
    id: "intercepts",
    title: "pooled cells + tenant intercepts",
    make: (world) => new LearnerPolicy(world, { config: { ...UNGUARDED, ...NEGLIGIBLE } }),
  },
  {
    id: "nps-only",
    title: "hierarchical, NPS only",
    make: (world) => new LearnerPolicy(world, { config: UNGUARDED, signals: ["nps"] }),
  },
  {
    id: "unguarded",
    title: "hierarchical, signals fused, no guards",
    make: (world) => new LearnerPolicy(world, { config: UNGUARDED }),
  },
  { id: "guards", title: "**the product: all guards on**", make: (world) => new LearnerPolicy(world) },
  {
    id: "unpublished",
    title: "the product, nothing published of any model",
    make: (world) => new LearnerPolicy(world, { prior: FLAT_PRIOR }),
  },
  { id: "category-oracle", title: "oracle per category", make: (world) => categoryOracle(world) },
  { id: "oracle", title: "oracle per tenant and task", make: (world) => tenantOracle(world) },
];

/** Every policy on the same worlds and the same sessions. */
export function measurePool(
  pool: Pool,
  config: WorldConfig,
  seeds: readonly number[],
  only: ReadonlySet<string> | null,
): PoolReport {
  const policies = ENTRIES.filter(({ id }) => only === null || only.has(id)).map(({ id, title }) => ({
    id,
    title,
    results: [] as OnlineResult[],
  }));
  for (const seed of seeds) {
    const world = makeWorld(pool, { ...config, seed });
    const sessions = sessionsOf(world);
    for (const report of policies) {
      const entry = ENTRIES.find(({ id }) => id === report.id);
      if (entry !== undefined) report.results.push(runOnline(world, sessions, entry.make(world, sessions)));
    }
  }
  return { name: pool.name, lambda: config.lambda, policies };
}
