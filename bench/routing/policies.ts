import { type Fit, fitModel } from "../../server/routing/learner/fit";
import {
  LEARNER_CONFIG,
  type LearnerConfig,
  type Prior,
  type Signal,
  type StatisticsRow,
  type TenantStatistics,
} from "../../server/routing/learner/learner-types";
import { posteriorOf } from "../../server/routing/learner/posterior";
import { atPrice, type Price, steadyPrice } from "../../server/routing/learner/price";
import {
  SnapshotReader,
  sharedSnapshot,
  TenantReader,
  tenantSnapshots,
} from "../../server/routing/learner/snapshot";
import {
  pickArm,
  THOMPSON_CONFIG,
  type ThompsonConfig,
  thompsonPropensities,
} from "../../server/routing/learner/thompson";
import { Random } from "./random";
import { type Session, utility, type World } from "./world";

export interface Choice {
  model: number;
  /** With which it was to be chosen. */
  propensity: number;
  /** The model with the highest propensity, where there was a choice. */
  likeliest?: number;
}

/** How models are chosen; told of every reward as it arrives. */
export interface Policy {
  choose(session: Session): Choice;
  learn(session: Session, m: number, signal: Signal, reward: number, weight?: number): void;
  /** Called every so often, for whatever is not done at once. */
  refit(): void;
}

const NOTHING = { learn: () => {}, refit: () => {} };
const certain = (model: number): Choice => ({ model, propensity: 1 });

export const randomPolicy = (world: World): Policy => {
  const random = new Random(world.config.seed + 5);
  const M = world.models.length;
  return { ...NOTHING, choose: () => ({ model: random.integer(M), propensity: 1 / M }) };
};

const argmax = (size: number, score: (m: number) => number): number => {
  let best = 0;
  for (let m = 1; m < size; m++) if (score(m) > score(best)) best = m;
  return best;
};

/** The model with the highest published quality overall, whatever it costs. */
export const bestQuality = (world: World): Policy => {
  const M = world.models.length;
  const total = (m: number): number =>
    world.categories.reduce((sum, _, c) => sum + (world.benchmark[c * M + m] ?? 0), 0);
  const best = argmax(M, total);
  return { ...NOTHING, choose: () => certain(best) };
};

/** The one model that would have served all these sessions best. */
export const bestSingle = (world: World, sessions: readonly Session[]): Policy => {
  const total = (m: number): number =>
    sessions.reduce((sum, { tenant, category }) => sum + utility(world, tenant, category, m), 0);
  const sums = world.models.map((_, m) => total(m));
  const best = argmax(sums.length, (m) => sums[m] ?? 0);
  return { ...NOTHING, choose: () => certain(best) };
};

/** The benchmark prior alone. */
export const staticRouter = (world: World, prior = priorOf(world)): Policy => {
  const M = world.models.length;
  const best = world.categories.map((category, c) =>
    argmax(
      M,
      (m) =>
        prior.mean(category, world.models[m] ?? "") - world.config.lambda * (world.meanCost[c * M + m] ?? 0),
    ),
  );
  return { ...NOTHING, choose: ({ assigned }) => certain(best[assigned] ?? 0) };
};

/** Knows the truth of every category, but of no tenant. */
export const categoryOracle = (world: World): Policy => {
  const M = world.models.length;
  const best = world.categories.map((_, c) =>
    argmax(M, (m) => world.tenants.reduce((sum, __, t) => sum + utility(world, t, c, m), 0)),
  );
  return { ...NOTHING, choose: ({ assigned }) => certain(best[assigned] ?? 0) };
};

/** Knows the truth of every tenant and category; errs only where the task is mistaken. */
export const tenantOracle = (world: World): Policy => ({
  ...NOTHING,
  choose: ({ tenant, assigned }) =>
    certain(argmax(world.models.length, (m) => utility(world, tenant, assigned, m))),
});

/** Deliberately not the world's own map from quality to satisfaction. */
export function priorOf(world: World): Prior {
  const M = world.models.length;
  const categoryIndex = new Map(world.categories.map((name, c) => [name, c]));
  const modelIndex = new Map(world.models.map((name, m) => [name, m]));
  return {
    isKnown: () => true,
    mean: (category, model) => {
      const cell = (categoryIndex.get(category) ?? 0) * M + (modelIndex.get(model) ?? 0);
      return 0.3 + 0.6 * (world.benchmark[cell] ?? 0) - 0.05 * Math.min(3, (world.latency[cell] ?? 0) / 10);
    },
  };
}

/** Nothing is known before the first answer. */
export const FLAT_PRIOR: Prior = { isKnown: () => false, mean: () => 0.6 };

export interface LearnerOptions {
  config?: Partial<LearnerConfig>;
  thompson?: Partial<ThompsonConfig>;
  prior?: Prior;
  signals?: readonly Signal[];
  /** Every tenant learns from its own rows alone. */
  isIsolated?: boolean;
  tierOf?: (tenant: number) => "free" | "paid";
  /** A model that is there only from some session on. */
  newcomer?: { model: number; from: number };
  /** The price of quality now, where it is steered. */
  price?: () => Price;
}

/** Without what protects tenants from each other. */
export const UNGUARDED: Partial<LearnerConfig> = {
  clip: 1,
  signalClip: 1,
  deviationUsual: Number.POSITIVE_INFINITY,
  groupShareMax: 1,
  groupWeightFloor: Number.POSITIVE_INFINITY,
  freeShareMax: 1,
  groupsMin: 1,
  sessionsMin: 0,
  releaseShareMax: 1,
};

/** The product's learner, driven through the code that serves customers. */
export class LearnerPolicy implements Policy {
  readonly #world: World;
  readonly #options: LearnerOptions;
  readonly #config: LearnerConfig;
  readonly #prior: Prior;
  readonly #rows: Map<string, StatisticsRow>[];
  readonly #random: Random;
  /** Evaluated sessions by model; of each tenant where it learns alone. */
  readonly #evaluated: Float64Array[];
  #fits: (Fit | null)[] = [];
  #propensities = new Map<string, number[]>();
  #beliefs = new Map<number, { mean: number; variance: number }[]>();
  #hasNewcomer = false;
  #read: ((tenant: number) => { shared: SnapshotReader; own: TenantReader }) | null = null;

  constructor(world: World, options: LearnerOptions = {}) {
    this.#world = world;
    this.#options = options;
    this.#config = { ...LEARNER_CONFIG, ...options.config };
    this.#prior = options.prior ?? priorOf(world);
    this.#rows = world.tenants.map(() => new Map());
    this.#random = new Random(world.config.seed * 48_611 + 3);
    this.#evaluated = world.tenants.map(() => new Float64Array(world.models.length));
    this.refit();
  }

  choose({ tenant, assigned, index }: Session): Choice {
    const { newcomer } = this.#options;
    if (newcomer !== undefined && !this.#hasNewcomer && index >= newcomer.from) {
      this.#hasNewcomer = true;
      this.#propensities.clear();
    }
    const propensities = this.#propensitiesOf(tenant, assigned);
    const model = pickArm(propensities, this.#random.uniform());
    const likeliest = argmax(propensities.length, (m) => propensities[m] ?? 0);
    return { model, propensity: propensities[model] ?? 0, likeliest };
  }

  learn({ tenant, assigned }: Session, m: number, signal: Signal, reward: number, weight = 1): void {
    if (this.#options.signals !== undefined && !this.#options.signals.includes(signal)) return;
    const key = `${assigned}|${m}|${signal}`;
    const rows = this.#rows[tenant];
    const category = this.#world.categories[assigned] ?? "";
    const row = rows?.get(key) ?? { category, model: this.#world.models[m] ?? "", signal, n: 0, s: 0 };
    row.n += weight;
    row.s += weight * reward;
    rows?.set(key, row);
    if (signal === "nps" || signal === "evaluation") {
      const evaluated = this.#evaluatedOf(tenant);
      evaluated[m] = (evaluated[m] ?? 0) + 1;
    }
  }

  refit(): void {
    const statistics = this.#rows.map((rows, index): TenantStatistics => {
      const id = this.#world.tenants[index]?.id ?? "";
      const tier = this.#options.tierOf?.(index) ?? "paid";
      return { tenantId: id, groupId: id, tier, isReadOnly: false, rows: [...rows.values()] };
    });
    const parts = this.#options.isIsolated === true ? statistics.map((one) => [one]) : [statistics];
    this.#fits = parts.map((tenants, index) =>
      fitModel({
        tenants,
        prior: this.#prior,
        categories: this.#world.categories,
        models: this.#world.models,
        config: this.#config,
        previous: this.#fits[index] ?? null,
        sweeps: this.#fits[index] == null ? 30 : 3,
      }),
    );
    this.#propensities = new Map();
    this.#beliefs = new Map();
    this.#read = reader(this.#fits, this.#prior, this.#world);
  }

  #evaluatedOf(tenant: number): Float64Array {
    return this.#evaluated[this.#options.isIsolated === true ? tenant : 0] ?? new Float64Array(0);
  }

  /** The reward expected of a model now, without levels of tenants and signals. */
  expected(tenant: number, category: number, m: number): number {
    return this.#beliefsOf(tenant, category)[m]?.mean ?? 0;
  }

  /** What a request of a tenant and category is expected to cost where λ is so high. */
  expectedUsd(tenant: number, category: number, lambda: number): number {
    const M = this.#world.models.length;
    return this.#propensitiesAt(tenant, category, lambda).reduce(
      (sum, chance, m) => sum + chance * (this.#world.meanCost[category * M + m] ?? 0),
      0,
    );
  }

  #propensitiesOf(tenant: number, category: number): number[] {
    const price = this.#options.price?.() ?? steadyPrice(this.#world.config.lambda);
    return atPrice(price, (lambda) => this.#propensitiesAt(tenant, category, lambda));
  }

  #propensitiesAt(tenant: number, category: number, lambda: number): readonly number[] {
    const key = `${tenant}|${category}|${lambda}`;
    const known = this.#propensities.get(key);
    if (known !== undefined) return known;
    const { newcomer } = this.#options;
    const absent = newcomer !== undefined && !this.#hasNewcomer ? newcomer.model : -1;
    const places = this.#world.models.map((_, m) => m).filter((m) => m !== absent);
    const beliefs = this.#beliefsOf(tenant, category);
    const arms = places.map((m) => {
      const cost = this.#world.meanCost[category * this.#world.models.length + m] ?? 0;
      return {
        utility: (beliefs[m]?.mean ?? 0) - lambda * cost,
        variance: beliefs[m]?.variance ?? 0,
        evaluatedSessions: this.#evaluatedOf(tenant)[m] ?? 0,
        isGuess: !this.#prior.isKnown(this.#world.models[m] ?? ""),
      };
    });
    const chances = thompsonPropensities(arms, { ...THOMPSON_CONFIG, ...this.#options.thompson });
    const propensities = this.#world.models.map(() => 0);
    for (const [place, m] of places.entries()) propensities[m] = chances[place] ?? 0;
    this.#propensities.set(key, propensities);
    return propensities;
  }

  #beliefsOf(tenant: number, category: number): { mean: number; variance: number }[] {
    const key = tenant * this.#world.categories.length + category;
    const known = this.#beliefs.get(key);
    if (known !== undefined) return known;
    const { shared, own } = this.#read?.(tenant) ?? { shared: null, own: null };
    if (shared === null || own === null) throw new Error("not fitted");
    const name = this.#world.categories[category] ?? "";
    const beliefs = this.#world.models.map((model) =>
      posteriorOf(
        this.#prior.mean(name, model),
        shared.evidence(name, model),
        own.evidence(name, model),
        this.#config,
      ),
    );
    this.#beliefs.set(key, beliefs);
    return beliefs;
  }
}

function reader(
  fits: readonly (Fit | null)[],
  prior: Prior,
  world: World,
): (tenant: number) => { shared: SnapshotReader; own: TenantReader } {
  const shared = fits.map((one) =>
    one === null ? null : new SnapshotReader(sharedSnapshot(one), prior.isKnown),
  );
  const own = new Map(
    fits
      .flatMap((one) => (one === null ? [] : tenantSnapshots(one)))
      .map((row) => [row.tenantId, new TenantReader(row)]),
  );
  return (tenant) => {
    const fitOf = fits.length === 1 ? 0 : tenant;
    const found = shared[fitOf];
    if (found == null) throw new Error("not fitted");
    return { shared: found, own: own.get(world.tenants[tenant]?.id ?? "") ?? new TenantReader(null) };
  };
}
